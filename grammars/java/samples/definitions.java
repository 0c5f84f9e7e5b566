package org.example.箱;
// <- symbols: @symbol.module
//      ^^^^^^^^^^^^^ symbols: @name

import java.util.List;
// <- imports: @import
//     ^^^^^^^^^ imports: @module
//               ^^^^ imports: @name scopes: @local.definition.import
import java.io.*;
//     ^^^^^^^ imports: @module
//             ^ imports: @wildcard
import static java.lang.Math.max;
//            ^^^^^^^^^^^^^^ imports: @module
//                           ^^^ imports: @name scopes: @local.definition.import
import static org.example.Limits.*;
//            ^^^^^^^^^^^^^^^^^^ imports: @module
//                               ^ imports: @wildcard
import Unnamed;
//     ^^^^^^^ imports: @module @name

/** 箱、 a box. */
@Deprecated
// <- symbols: @symbol.class @decorator scopes: @local.scope
@SuppressWarnings({"unchecked", "色"})
// <- symbols: @decorator
public abstract class Box<T extends Comparable<T>> extends Base<T> implements Closeable, a.b.Shape<T> {
//                    ^^^ symbols: @name scopes: @local.definition.class
//                        ^ scopes: @local.definition.class
//                                                         ^^^^^^^ symbols: @base
//                                                                            ^^^^^^^^^ symbols: @base scopes: @local.reference
//                                                                                       ^^^^^^^^^^^^ symbols: @base
//                                                                                       ^^^ scopes: @receiver
//                                                                                           ^^^^^ scopes: @member.reference
//                                                                                                    ^ symbols: @body blocks: @block
    public static final int MAX = 3, MIN = 1;
    // <- symbols: @symbol.constant
    //                  ^^^ symbols: @type
    //                      ^^^ symbols: @name scopes: @local.definition.variable
    //                               ^^^ symbols: @name scopes: @local.definition.variable
    @Inject private final T 値;
    // <- symbols: @symbol.field !symbol.constant
    //                      ^ symbols: @name scopes: @local.definition.variable
    private static String label;
    // <- symbols: @symbol.field !symbol.constant

    protected Box(final T value, int... rest) throws IOException {
    // <- symbols: @symbol.constructor scopes: @local.scope
    //        ^^^ symbols: @name
    //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //                    ^^^^^ scopes: @local.definition.parameter
    //                                  ^^^^ scopes: @local.definition.parameter
    //                                                           ^ symbols: @body blocks: @block
        super(value);
        // <- calls: @call
        // <- calls: @name
        //   ^^^^^^^ calls: @arguments
        this.値 = value;
        // <- scopes: @receiver
        //   ^ scopes: @member.reference
    }

    @Override
    // <- symbols: @symbol.method @decorator
    public <R> R map(Function<? super T, R> mapper) { return mapper.apply(値); }
    //      ^ scopes: @local.definition.class
    //         ^ symbols: @result
    //           ^^^ symbols: @name scopes: @local.definition.function
    //                                                       ^^^^^^^^^^^^^^^ calls: @call
    //                                                       ^^^^^^ calls: @receiver scopes: @receiver @local.reference
    //                                                              ^^^^^ calls: @name scopes: @member.reference
    //                                                                   ^^^ calls: @arguments

    interface Inner extends Shape, java.io.Serializable {
    // <- symbols: @symbol.interface scopes: @local.scope
    //        ^^^^^ symbols: @name scopes: @local.definition.class
    //                      ^^^^^ symbols: @base
    //                             ^^^^^^^^^^^^^^^^^^^^ symbols: @base
        int LIMIT = 10;
        // <- symbols: @symbol.constant
        //  ^^^^^ symbols: @name scopes: @local.definition.variable
        void run();
        // <- symbols: @symbol.method
        // <- symbols: @result
    }

    enum Color implements Shape {
    // <- symbols: @symbol.enum scopes: @local.scope
    //   ^^^^^ symbols: @name scopes: @local.definition.class
    //                    ^^^^^ symbols: @base
        RED(1) { int rank() { return 1; } },
        // <- symbols: @symbol.enum_member
        // <- symbols: @name scopes: @local.definition.variable calls: !name
        //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block
        GREEN;
        // <- symbols: @symbol.enum_member @name
    }

    record Point(int x, List<String> y) implements Shape {
    // <- symbols: @symbol.class scopes: @local.scope
    //     ^^^^^ symbols: @name scopes: @local.definition.class
    //          ^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //           ^^^^^ symbols: @symbol.field
    //               ^ symbols: @name scopes: @local.definition.parameter
    //                  ^^^^^^^^^^^^ symbols: @type
        Point {
        // <- symbols: @symbol.constructor @name
        //    ^ symbols: @body
        }
    }

    @interface Marked {
    // <- symbols: @symbol.interface
    //         ^^^^^^ symbols: @name scopes: @local.definition.class
        String value() default "なし";
        // <- symbols: @symbol.method
        // <- symbols: @result
        //     ^^^^^ symbols: @name scopes: @local.definition.function
    }
}

sealed interface Shape permits Box, Point {}
// <- symbols: @symbol.interface
//               ^^^^^ symbols: @name
