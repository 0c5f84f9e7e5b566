function area(width, height) {
  return (width * height;
//                     ^ finds
}
function name(first, last) { return first + last; } // ok
export { area as function, name as null }; // ok
