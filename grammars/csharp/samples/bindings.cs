class Bindings {
    void Use(object given) {
        Box box = Make("名");
//      ^^^ bindings: @type
//          ^^^ bindings: @name
//                ^^^^^^^^^ bindings: @value
        var (left, right) = Pair();
//          ^^^^^^^^^^^^^ bindings: @names
//                          ^^^^^^ bindings: @value
        foreach (Item item in box.All()) {}
//               ^^^^ bindings: @type
//                    ^^^^ bindings: @name
//                            ^^^^^^^^^ bindings: @element
        using (var res = Open()) {}
//                 ^^^ bindings: @name
//                       ^^^^^^ bindings: @value
        if (given is Box found && box.TryGet(out Item taken)) {}
//                       ^^^^^ bindings: @name
//                                               ^^^^ bindings: @type
//                                                    ^^^^^ bindings: @name
        try {} catch (Err err) {}
//                    ^^^ bindings: @type
//                        ^^^ bindings: @name
        Each((Item one) => one.Lid());
//           ^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//                 ^^^ bindings: @name
    }
}
