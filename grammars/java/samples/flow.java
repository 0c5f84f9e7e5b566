class Flow {
    int walk(Object thing, int[] many) throws Exception {
    //              ^^^^^ scopes: @local.definition.parameter
        int first = 1, second[] = {2};
        //  ^^^^^ scopes: @local.definition.variable
        //             ^^^^^^ scopes: @local.definition.variable
        if (thing instanceof String text && text.isEmpty()) {
        // <- blocks: @flow.branch
        //                          ^^^^ scopes: @local.definition.variable
        //                                                  ^ blocks: @block scopes: @local.scope
            return first;
            // <- blocks: @flow.return
            //     ^^^^^ scopes: @local.reference
        } else if (thing instanceof Point(int x, var y)) {
        //     ^^ blocks: @flow.branch
        //                                    ^ scopes: @local.definition.variable
        //                                           ^ scopes: @local.definition.variable
            throw new IllegalArgumentException("いけない");
            // <- blocks: @flow.raise
            //        ^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @raised calls: @name
            //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls: @call
        }
        for (int i = 0; i < many.length; i++) {
        // <- blocks: @flow.loop scopes: @local.scope
        //   ^ scopes: !local.definition.variable
        //       ^ scopes: @local.definition.variable
        }
        for (int one : many) System.out.println(one);
        // <- blocks: @flow.loop
        //       ^^^ scopes: @local.definition.variable
        //                   ^^^^^^^^^^ calls: @receiver
        //                              ^^^^^^^ calls: @name
        while (first < 9) first++;
        // <- blocks: @flow.loop
        do first--; while (first > 0);
        // <- blocks: @flow.loop
        try (var in = open()) {
        // <- scopes: @local.scope
        //       ^^ scopes: @local.definition.variable
        //            ^^^^^^ calls: @call
        //            ^^^^ calls: @name !receiver
            throw new a.b.Failed<>(in);
            //            ^^^^^^ blocks: @raised calls: @name
            //        ^^^ calls: @receiver
        } catch (IOException | java.io.UncheckedIOException error) {
        //^^^^^ blocks: @flow.catch scopes: @local.scope
        //                                                  ^^^^^ scopes: @local.definition.parameter
            throw error;
            // <- blocks: @flow.raise !raised
            //    ^^^^^ blocks: !raised
        }
        int kind = switch (first) { case 1 -> 2; default -> { yield 3; } };
        //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
        //                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @block scopes: @local.scope
        int sign = first > 0 ? 1 : -1;
        //         ^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
        Runnable later = () -> this.walk(thing, many);
        //               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
        //                     ^^^^ calls: @receiver
        Adder add = (left, right) -> left + right;
        //           ^^^^ scopes: @local.definition.parameter
        //                 ^^^^^ scopes: @local.definition.parameter
        Adder twice = it -> it.plus(it);
        //            ^^ scopes: @local.definition.parameter
        many.stream().map(String::valueOf).forEach(Box::new);
        //                ^^^^^^^^^^^^^^^ calls: @call
        //                ^^^^^^ calls: @receiver
        //                        ^^^^^^^ calls: @name
        new Thread(new Runnable() { @Override public void run() { later.run(); } }).start();
        // <- calls: @call @receiver
        //  ^^^^^^ calls: @name
        //             ^^^^^^^^ calls: @name
        //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.method
        //                                                                          ^^^^^ calls: @name
        List<String> list = new ArrayList<>(3);
        //                      ^^^^^^^^^ calls: @name
        //                                 ^^^ calls: @arguments
        return new java.util.Date(0).hashCode();
        //         ^^^^^^^^^ calls: @receiver
        //                   ^^^^ calls: @name
    }
}
