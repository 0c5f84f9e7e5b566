function check(value) {
  if (typeof value === "strng") return 1;
//    ^^^^^^^^^^^^^^^^^^^^^^^^ finds
  if (typeof value == "array") return 2;
//    ^^^^^^^^^^^^^^^^^^^^^^^ finds
  if (typeof value === "string") return 3; // ok
  return typeof value === typeof check; // ok
}
