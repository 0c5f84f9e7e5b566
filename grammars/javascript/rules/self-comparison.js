function overlaps(a, b) {
  if (a.start < b.end && b.start < b.start) return true;
//                       ^^^^^^^^^^^^^^^^^ finds
  if (a !== a) return false; // ok: the check for NaN
  const same = a.low === a.low;
//             ^^^^^^^^^^^^^^^ finds
  expect(a.low === a.low); // ok: a test
  return same || a.low === b.low; // ok
}
