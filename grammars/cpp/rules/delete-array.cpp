void use(int n) {
    int* values = new int[n];
    int* one = new int(n);
    delete values;
//  ^^^^^^^^^^^^^ finds
    delete one; // ok
    auto more = new int[n];
    delete[] more; // ok
}
