function width(size) {
  switch (size) {
    case "small": return 1;
    case "large": return 2;
    case "small": return 3;
//       ^^^^^^^ finds
    case size.small: return 4; // ok
  }
  switch (size) {
    case "small": return 5; // ok: another switch
  }
}
