using System.Runtime.CompilerServices;

namespace Connect.Text.Patterns;

/// <summary>
/// Whether a look-behind has what Java calls an obvious maximum length. .NET has no need of one, but a pattern that Kafka Connect refuses is to be refused here.
/// </summary>
/// <remarks>The reckoning is Java 17's, with its overflows: a plain <c>a+</c> has a maximum, <c>(ab)+</c> has none.</remarks>
internal sealed class LookBehindLength
{
    private int _maximum;
    private bool _isKnown = true;
    private bool _isDeterministic = true;

    /// <summary>Looks at the body of a look-behind.</summary>
    public static bool IsObvious(PatternNode body)
    {
        var length = new LookBehindLength();
        length.Add(new(body, null));
        return length._isKnown;
    }

    private static bool IsDeterministic(PatternNode body)
    {
        var length = new LookBehindLength();
        length.Add(new(body, null));
        return length._isDeterministic;
    }

    // What follows a node is a list, because an alternation starts over for what follows it.
    private void Add(Chain? chain)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _isKnown = false;
            return;
        }
        while (chain is not null)
            chain = AddFirst(chain.Node, chain.Next);
    }

    // Gives what is left to add.
    private Chain? AddFirst(PatternNode node, Chain? next)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Sequence:
                return Chain.Of(node.Children, next);
            case PatternNodeKind.Capture:
                return new(node.Body, next);
            case PatternNodeKind.Alternation:
                AddBranches(node.Children, next);
                return null;
            case PatternNodeKind.Repeat:
                return AddRepeat(node, next);
            case PatternNodeKind.Atomic:
                Add(new(node.Body, null));
                return next;
            case PatternNodeKind.BackReference:
                _isKnown = false;
                return next;
            default:
                _maximum = unchecked(_maximum + (node.Kind == PatternNodeKind.Set ? 1 : node.Kind == PatternNodeKind.LineBreak ? 2 : 0));
                return next;
        }
    }

    private void AddBranches(IEnumerable<PatternNode> branches, Chain? next)
    {
        var (before, isKnown, longest) = (_maximum, _isKnown, -1);
        foreach (var branch in branches)
        {
            Reset();
            Add(new(branch, null));
            longest = Math.Max(longest, _maximum);
            isKnown &= _isKnown;
        }
        Reset();
        Add(next);
        _maximum = unchecked(_maximum + before + longest);
        _isKnown &= isKnown;
        _isDeterministic = false;
    }

    private Chain? AddRepeat(PatternNode repeat, Chain? next)
    {
        var isGroup = repeat.IsOfGroup && repeat.Mode != RepeatMode.Possessive;
        if (repeat is { Minimum: 0, Maximum: 1 })
        {
            if (isGroup)
            {
                AddBranches([repeat.Body, PatternNode.Empty], next);
                return null;
            }
            Add(new(repeat.Body, null));
            _isDeterministic = false;
        }
        else if (repeat is { Mode: RepeatMode.Greedy, IsOfGroup: false, Maximum: int.MaxValue, Body.Kind: PatternNodeKind.Set })
        {
            _maximum = unchecked(_maximum + int.MaxValue);
            _isDeterministic = false;
        }
        else if (isGroup && !IsDeterministic(repeat.Body))
        {
            _isKnown = _isDeterministic = false;
            return null;
        }
        else
        {
            AddTimes(repeat);
        }
        return next;
    }

    private void AddTimes(PatternNode repeat)
    {
        var (before, isKnown, isDeterministic) = (_maximum, _isKnown, _isDeterministic);
        Reset();
        Add(new(repeat.Body, null));
        _maximum = unchecked((_maximum * repeat.Maximum) + before);
        _isKnown &= isKnown && _maximum >= before;
        _isDeterministic &= isDeterministic && repeat.Minimum == repeat.Maximum;
    }

    private void Reset() => (_maximum, _isKnown, _isDeterministic) = (0, true, true);

    private sealed record Chain(PatternNode Node, Chain? Next)
    {
        public static Chain? Of(IReadOnlyList<PatternNode> nodes, Chain? next)
        {
            for (var i = nodes.Count - 1; i >= 0; i--)
                next = new(nodes[i], next);
            return next;
        }
    }
}
