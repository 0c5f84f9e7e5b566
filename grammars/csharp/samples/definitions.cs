using System.Text;
// <- imports: @import
//    ^^^^^^^^^^^ imports: @module
//           ^^^^ scopes: @member.reference
//    ^^^^^^ scopes: @receiver
using static System.Math;
//           ^^^^^^^^^^^ imports: @module
using 箱 = System.Collections.Generic.List<int>;
// <- imports: @import
//    ^ imports: @alias scopes: @local.definition.import
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^ imports: @module
//                                   ^^^^ imports: @name
using Short = Long;
//    ^^^^^ imports: @alias
//            ^^^^ imports: @name

namespace Shapes.Core;
// <- symbols: @symbol.namespace
//        ^^^^^^^^^^^ symbols: @name
//               ^^^^ scopes: @local.label

/// <summary>箱、 a box of <see cref="Item"/>.</summary>
[Serializable, Named("x")]
// <- symbols: @symbol.class @decorator scopes: @local.scope
public partial class Box<T> : Base<T>, IShape, Other.Thing where T : class
//                   ^^^ symbols: @name scopes: @local.definition.class
//                       ^ scopes: @local.definition.class
//                            ^^^^^^^ symbols: @base
//                                     ^^^^^^ symbols: @base scopes: @local.reference
//                                             ^^^^^^^^^^^ symbols: @base
{
// <- symbols: @body blocks: @block
    public const int Max = 3, Min = 1;
    // <- symbols: @symbol.constant
    //           ^^^ symbols: @type
    //               ^^^ symbols: @name
    //                        ^^^ symbols: @name
    private static readonly string 色 = "赤";
    // <- symbols: @symbol.constant
    [NonSerialized] private T value;
    // <- symbols: @symbol.field @decorator !symbol.constant
    //                        ^^^^^ symbols: @name scopes: @local.definition.variable
    public event EventHandler Changed;
    // <- symbols: @symbol.field
    //                        ^^^^^^^ symbols: @name
    public int Size { get; private set; } = 3;
    // <- symbols: @symbol.property
    //     ^^^ symbols: @type
    //         ^^^^ symbols: @name scopes: @local.definition.variable
    //              ^^^^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block
    //                ^^^^ scopes: @local.scope
    public int Twice => Size * 2;
    // <- symbols: @symbol.property
    //               ^^^^^^^^^^^ symbols: @body
    public T this[int at] => value;
    // <- symbols: @symbol.property
    //       ^^^^ symbols: @name
    //           ^^^^^^^^ symbols: @parameters
    public event Action Moved { add { } remove { } }
    // <- symbols: @symbol.property
    //                  ^^^^^ symbols: @name

    protected Box(T value, params int[] rest) : base(value) { this.value = value; }
    // <- symbols: @symbol.constructor scopes: @local.scope
    //        ^^^ symbols: @name
    //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //              ^^^^^ scopes: @local.definition.parameter
    //                                  ^^^^ scopes: @local.definition.parameter
    //                                        ^^^^^^^^^^^^^ calls: @call
    //                                          ^^^^ calls: @name
    //                                              ^^^^^^^ calls: @arguments
    //                                                        ^^^^ scopes: @receiver
    //                                                             ^^^^^ scopes: @member.reference

    ~Box() { }
    // <- symbols: @symbol.method

    [Obsolete]
    // <- symbols: @symbol.method @decorator scopes: @local.scope
    public static TOut Map<TOut>(this Box<T> box, ref int count, int 数 = 1) => default;
    //            ^^^^ symbols: @result
    //                 ^^^ symbols: @name scopes: @local.definition.function
    //                     ^^^^ scopes: @local.definition.class
    //                                       ^^^ scopes: @local.definition.parameter
    //                                                                      ^^^^^^^^^^ symbols: @body

    void IShape.Draw() { }
    // <- symbols: @symbol.method
    //          ^^^^ symbols: @name

    public static bool operator ==(Box<T> a, Box<T> b) => true;
    // <- symbols: @symbol.method scopes: @local.scope
    //            ^^^^ symbols: @result
    //                          ^^ symbols: @name
    public static implicit operator int(Box<T> box) => box.Size;
    // <- symbols: @symbol.method
    //                              ^^^ symbols: @name @result

    public delegate int Counter(string text);
    // <- symbols: @symbol.type
    //                  ^^^^^^^ symbols: @name scopes: @local.definition.class

    enum Color : byte { Red = 1, 緑 }
    // <- symbols: @symbol.enum scopes: @local.scope
    //   ^^^^^ symbols: @name scopes: @local.definition.class
    //                ^^^^^^^^^^^^^^ symbols: @body blocks: @block
    //                  ^^^^^^^ symbols: @symbol.enum_member
    //                  ^^^ symbols: @name scopes: @local.definition.variable
    //                        ^ symbols: @value
}

interface IShape : IDisposable { double Area(); }
// <- symbols: @symbol.interface scopes: @local.scope
//        ^^^^^^ symbols: @name scopes: @local.definition.class
//                 ^^^^^^^^^^^ symbols: @base
//                               ^^^^^^^^^^^^^^ symbols: @symbol.method

struct Pair { public int a; }
// <- symbols: @symbol.struct scopes: @local.scope
//     ^^^^ symbols: @name scopes: @local.definition.class

record Point(int X, int Y) : Base(X), IShape;
// <- symbols: @symbol.class scopes: @local.scope
//     ^^^^^ symbols: @name scopes: @local.definition.class
//          ^^^^^^^^^^^^^^ symbols: @parameters
//           ^^^^^ symbols: @symbol.property
//           ^^^ symbols: @type
//               ^ symbols: @name
//                           ^^^^ symbols: @base calls: @name
//                               ^^^ calls: @arguments
//                                    ^^^^^^ symbols: @base
record struct Half(int X);
// <- symbols: @symbol.struct

namespace Outer { class Inner { } }
// <- symbols: @symbol.namespace scopes: @local.scope
//        ^^^^^ symbols: @name
//              ^^^^^^^^^^^^^^^^^^^ symbols: @body
