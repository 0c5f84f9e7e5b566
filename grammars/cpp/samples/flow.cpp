int run(std::vector<int>& all) {
//                        ^^^ scopes: @local.definition.parameter
  for (auto& one : all) {
  // <- blocks: @flow.loop scopes: @local.scope
  //         ^^^ scopes: @local.definition.variable
    co_await one;
    // <- blocks: @flow.await
    co_yield one;
    // <- blocks: @flow.yield
    co_return;
    // <- blocks: @flow.return
  }
  try {
    throw std::runtime_error("駄目");
    // <- blocks: @flow.raise
    //         ^^^^^^^^^^^^^ blocks: @raised calls: @name
    //    ^^^ calls: @receiver
  } catch (const std::exception& error) {
  //^^^^^ blocks: @flow.catch scopes: @local.scope
  //                             ^^^^^ scopes: @local.definition.parameter
    throw;
    // <- blocks: @flow.raise
  }
  auto [left, right] = pair;
  //    ^^^^ scopes: @local.definition.variable
  auto add = [&, y = 3](int z) mutable { return z; };
  //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
  //             ^ scopes: @local.definition.variable
  //                        ^ scopes: @local.definition.parameter
  if (auto it = table.find(1); it != table.end()) all.clear();
  // <- blocks: @flow.branch
  //       ^^ scopes: @local.definition.variable
  //            ^^^^^^^^^^^^^ calls: @call
  //            ^^^^^ calls: @receiver scopes: @receiver
  //                  ^^^^ calls: @name scopes: @member.reference
  //                      ^^^ calls: @arguments
  p->make<int>(3);
  // <- calls: @receiver
  // ^^^^ calls: @name
  a::b::C<int>::d(1);
  //    ^^^^^^ calls: @receiver
  //            ^ calls: @name
  std::make_unique<Foo>(1);
  //   ^^^^^^^^^^^ calls: @name
  static_cast<int>(3);
  // <- calls: !name
  new ns::Foo(3);
  //      ^^^ calls: @name
  Foo{1};
  // <- calls: @call
  // ^^^ calls: @arguments
  Box vexing(int(size));
  //  ^^^^^^ symbols: @name
  return f<int>(2);
  // <- blocks: @flow.return
  //     ^^^^^^^^^ calls: @call
}
