class Loader {
    int load() {
        try {
            return open();
        } finally {
            return 0;
//          ^^^^^^^^^ finds
        }
    }
    int other() {
        try {
            return open(); // ok
        } finally {
            later(() -> { return 1; }); // ok: leaves only the lambda
        }
    }
}
