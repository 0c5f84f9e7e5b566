class Point {
  constructor(left, top) {
    this.left = left;
    this.top = this.top;
//  ^^^^^^^^^^^^^^^^^^^ finds
    left = left;
//  ^^^^^^^^^^^ finds
    node.innerHTML = node.innerHTML; // ok: setting it has an effect
  }
}
