class Flow
{
    async Task<int> Walk(object thing, int[] many)
    //                          ^^^^^ scopes: @local.definition.parameter
    {
        int first = 1, 次 = 2;
        //  ^^^^^ scopes: @local.definition.variable
        //             ^ scopes: @local.definition.variable
        if (thing is string text && thing is Box { Size: 1 } box)
        // <- blocks: @flow.branch
        //                  ^^^^ scopes: @local.definition.variable
        //                                                   ^^^ scopes: @local.definition.variable
        {
            return first;
            // <- blocks: @flow.return
            //     ^^^^^ scopes: @local.reference
        }
        foreach (var each in many) this.Use(each, named: 次);
        // <- blocks: @flow.loop scopes: @local.scope
        //           ^^^^ scopes: @local.definition.variable
        //                         ^^^^ calls: @receiver scopes: @receiver
        //                              ^^^ calls: @name scopes: @member.reference
        //                                        ^^^^^ scopes: @local.label
        foreach (var (key, item) in pairs) { }
        //            ^^^ scopes: @local.definition.variable
        for (int i = 0; i < 3; i++) { }
        // <- blocks: @flow.loop scopes: @local.scope
        while (true) { break; }
        // <- blocks: @flow.loop
        do { } while (false);
        // <- blocks: @flow.loop
        switch (thing)
        // <- blocks: @flow.branch
        {
        // <- blocks: @block
            case var other: goto done;
            // <- scopes: @local.scope
            //       ^^^^^ scopes: @local.definition.variable
            //                   ^^^^ scopes: @local.label
        }
        var size = first > 1 ? many.Length : box?.Measure<int>(1, 2);
        //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
        //                     ^^^^ scopes: @receiver
        //                          ^^^^^^ scopes: @member.reference
        //                                   ^^^^^^^^^^^^^^^^^^^^^^^ calls: @call
        //                                   ^^^ calls: @receiver scopes: @receiver
        //                                        ^^^^^^^ calls: @name scopes: @member.reference
        //                                                    ^^^^^^ calls: @arguments
        var word = first switch { 1 => "one", _ => throw new Core.NoneException("none") };
        // <- scopes: !local.definition.variable
        //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
        //                        ^^^^^^^^^^ scopes: @local.scope
        //                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
        //                                                   ^^^^ calls: @receiver
        //                                                        ^^^^^^^^^^^^^ calls: @name blocks: @raised
        try { Plain(out var made); Generic<int>(); }
        //    ^^^^^ calls: @name
        //                  ^^^^ scopes: @local.definition.variable
        //                         ^^^^^^^ calls: @name
        catch (Exception error) when (error is null) { throw; }
        // <- blocks: @flow.catch scopes: @local.scope
        //               ^^^^^ scopes: @local.definition.variable
        //                                             ^^^^^^ blocks: @flow.raise
        using (var file = Open()) { }
        // <- scopes: @local.scope
        //         ^^^^ scopes: @local.definition.variable
        var all = from one in many let twice = one * 2 select twice;
        //        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
        //             ^^^ scopes: @local.definition.variable
        //                             ^^^^^ scopes: @local.definition.variable
        var made2 = new Box<int>(1) { Size = 2 };
        //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls: @call
        //              ^^^ calls: @name
        //                      ^^^ calls: @arguments
        Func<int, int> f = x => x, g = (y) => y;
        //                 ^ scopes: @local.definition.parameter
        //                              ^ scopes: @local.definition.parameter
        Action old = delegate { };
        //           ^^^^^^^^^^^^ scopes: @local.scope
        int Local(int z) => z;
        // <- symbols: @symbol.function scopes: @local.scope
        //  ^^^^^ symbols: @name scopes: @local.definition.function
        await Task.Delay(1);
        // <- blocks: @flow.await
        done: yield return 1;
        // <- scopes: @local.label
        //    ^^^^^^^^^^^^^^^ blocks: @flow.yield
    }
}
