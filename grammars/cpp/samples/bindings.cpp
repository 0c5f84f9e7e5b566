void use() {
  const kit::Box& box = make(1);
//      ^^^^^^^^ bindings: @type
//                ^^^ bindings: @name
//                      ^^^^^^^ bindings: @value
  auto [left, right] = pair();
//     ^^^^^^^^^^^^^ bindings: @names
//                     ^^^^^^ bindings: @value
  for (const auto& item : box.all()) {}
//           ^^^^ bindings: @type
//                 ^^^^ bindings: @name
//                        ^^^^^^^^^ bindings: @element
  if (auto found = box.find()) {}
//         ^^^^^ bindings: @name
//                 ^^^^^^^^^^ bindings: @value
  try {} catch (const Err& err) {}
//                    ^^^ bindings: @type
//                         ^^^ bindings: @name
  each([](Item* one) { one->lid(); });
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//        ^^^^ bindings: @type
//              ^^^ bindings: @name
}
