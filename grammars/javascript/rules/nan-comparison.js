function check(value) {
  if (value === NaN) return 1;
//    ^^^^^^^^^^^^^ finds
  if (NaN != value) return 2;
//    ^^^^^^^^^^^^ finds
  if (Number.isNaN(value)) return 3; // ok
  return value === nan; // ok
}
