namespace Connect.Text.Patterns;

/// <summary>One node of a parsed Java pattern.</summary>
internal sealed class PatternNode
{
    private PatternNode(PatternNodeKind kind) => Kind = kind;

    public static PatternNode Empty { get; } = new(PatternNodeKind.Empty);

    public PatternNodeKind Kind { get; }

    public PatternFlags Flags { get; private init; }

    public CodePointSet Set { get; private init; } = CodePointSet.Empty;

    public IReadOnlyList<PatternNode> Children { get; private init; } = [];

    /// <summary>The number of the group that a capture fills or a back reference reads.</summary>
    public int Group { get; private init; }

    public int Minimum { get; private init; }

    /// <summary>The greatest number of repetitions; <see cref="int.MaxValue"/> for no limit.</summary>
    public int Maximum { get; private init; }

    public RepeatMode Mode { get; private init; }

    /// <summary>Whether what is repeated is a group.</summary>
    public bool IsOfGroup { get; private init; }

    public PatternNode Body => Children[0];

    public static PatternNode OfSet(CodePointSet set) => new(PatternNodeKind.Set) { Set = set };

    public static PatternNode Assertion(PatternNodeKind kind, PatternFlags flags) => new(kind) { Flags = flags };

    public static PatternNode Sequence(IReadOnlyList<PatternNode> children) =>
        children.Count switch { 0 => Empty, 1 => children[0], _ => new(PatternNodeKind.Sequence) { Children = children } };

    public static PatternNode Alternation(IReadOnlyList<PatternNode> children) =>
        children.Count == 1 ? children[0] : new(PatternNodeKind.Alternation) { Children = children };

    public static PatternNode Wrap(PatternNodeKind kind, PatternNode body) => new(kind) { Children = [body] };

    public static PatternNode Capture(int group, PatternNode body) => new(PatternNodeKind.Capture) { Group = group, Children = [body] };

    public static PatternNode BackReference(int group, PatternFlags flags) => new(PatternNodeKind.BackReference) { Group = group, Flags = flags };

    public static PatternNode Repeat(PatternNode body, int minimum, int maximum, RepeatMode mode, bool isOfGroup) =>
        new(PatternNodeKind.Repeat) { Children = [body], Minimum = minimum, Maximum = maximum, Mode = mode, IsOfGroup = isOfGroup };

    /// <summary>Whether the node can match without consuming anything.</summary>
    public bool IsNullable => Kind switch
    {
        PatternNodeKind.Set or PatternNodeKind.LineBreak => false,
        PatternNodeKind.Sequence => Children.All(child => child.IsNullable),
        PatternNodeKind.Alternation => Children.Any(child => child.IsNullable),
        PatternNodeKind.Capture or PatternNodeKind.Atomic => Body.IsNullable,
        PatternNodeKind.Repeat => Minimum == 0 || Body.IsNullable,
        _ => true,
    };

    /// <summary>This node and every node below it, parents first.</summary>
    public IEnumerable<PatternNode> Descendants()
    {
        var pending = new Stack<PatternNode>([this]);
        while (pending.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children)
                pending.Push(child);
        }
    }
}
