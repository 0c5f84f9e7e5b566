void run(bool bad) {
    if (bad) throw new std::runtime_error("bad");
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
    throw std::runtime_error("bad"); // ok
}
