def walk(many, kind)
  first = 1
  # <- scopes: @local.definition.variable
  last, *others = many
  # <- scopes: @local.definition.variable
  #      ^^^^^^ scopes: @local.definition.variable
  first += 1
  # <- scopes: @local.definition.variable
  many.each { |item, (a, b), k: 1; loc| puts item }
  #    ^^^^ calls: @name scopes: @member.reference
  # <- calls: @receiver
  #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
  #            ^^^^ scopes: @local.definition.parameter
 # ^ scopes: !local.reference
  #                                     ^^^^^^^^^ blocks: @block calls: @call
  #                                     ^^^^ calls: @name
  many.map(&:name).select do |one|
  # <- calls: @call
  # <- scopes: @receiver @local.reference
  #                       ^^ scopes: @local.scope
    one&.ready?
    #    ^^^^^^ calls: @name
  end
  twice = ->(q, r = 1) { q * r }
  #       ^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
  #          ^ scopes: @local.definition.parameter
  if first > 1 then 1 elsif kind then 2 else 3 end
  # <- blocks: @flow.branch
  #                   ^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
  #            ^^^^^^ blocks: @block
  puts "少" unless kind
  # <- blocks: @flow.branch
  unless kind; end
  # <- blocks: @flow.branch
  first > 1 ? 1 : 2
  # <- blocks: @flow.branch
  case kind
  # <- blocks: @flow.branch
  when Integer then 2
  # <- blocks: @flow.branch
  end
  case many
  # <- blocks: @flow.branch
  in {name: String => name, age: years} then name
  # <- blocks: @flow.branch
  #                   ^^^^ scopes: @local.definition.variable
  #                              ^^^^^ scopes: @local.definition.variable
  in [head, *tail] then head
  #   ^^^^ scopes: @local.definition.variable
  #          ^^^^ scopes: @local.definition.variable
  end
  while first < 3 do first += 1 end
  # <- blocks: @flow.loop
  #               ^^^^^^^^^^^^^^^^^ blocks: @block
  first -= 1 until first < 0
  # <- blocks: @flow.loop
  for i in 1..3 do end
  # <- blocks: @flow.loop
  #   ^ scopes: @local.definition.variable
  begin
    yield first
    # <- blocks: @flow.yield
    raise Failed, "no"
    # <- blocks: @flow.raise calls: @call
    #     ^^^^^^ blocks: @raised
    raise App::Failed.new("だめ")
    #          ^^^^^^ blocks: @raised calls: @name
    #     ^^^ calls: @receiver
  rescue ArgumentError, Foo::Bar => error
  # <- blocks: @flow.catch
  #                                 ^^^^^ scopes: @local.definition.variable
    raise
    # <- blocks: @flow.raise
  end
  $stdout.puts @width, @@count
  # <- scopes: @local.reference
  #            ^^^^^^ scopes: @local.reference
  #                    ^^^^^^^ scopes: @local.reference
  Box.new(1)
  # <- calls: @call
  # <- calls: @name
  return walk many, 2 if defined?(x)
  # <- blocks: @flow.branch
  # <- blocks: @flow.return
end
