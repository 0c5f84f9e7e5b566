function load(url) {
  const first = new Promise(async (resolve) => {
//                          ^^^^^^^^^^^^^^^^^^^^ finds
    resolve(await fetch(url));
  });
  const second = new Promise(async (resolve, reject) => { // ok: errors are handed on
    try {
      resolve(await fetch(url));
    } catch (error) {
      reject(error);
    }
  });
  return [first, second, new Promise((resolve) => setTimeout(resolve, 5))]; // ok
}
