async function main(urls) {
  urls.forEach((url) => { await fetch(url); });
//                        ^^^^^^^^^^^^^^^^ finds
  await Promise.all(urls.map(async (url) => { await fetch(url); })); // ok
}
await main([]); // ok: a module may wait
