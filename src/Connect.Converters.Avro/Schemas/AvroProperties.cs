using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Converters.Avro.Schemas;

/// <summary>JSON members in order; equality ignores the order.</summary>
internal sealed class AvroProperties : IEquatable<AvroProperties>, IEnumerable<KeyValuePair<string, AvroJson>>
{
    public static readonly AvroProperties Empty = new();

    private readonly OrderedDictionary<string, AvroJson> _members = new(StringComparer.Ordinal);

    public int Count => _members.Count;

    public bool TryGet(string name, [NotNullWhen(true)] out AvroJson? value) => _members.TryGetValue(name, out value);

    public AvroJson? Get(string name) => _members.GetValueOrDefault(name);

    /// <summary>The value of a string member; null if it is missing or not a string.</summary>
    public string? GetText(string name) => _members.TryGetValue(name, out var value) && value.Kind == AvroJsonKind.String ? value.Text : null;

    /// <summary>Sets a member; an existing member keeps its position.</summary>
    public void Put(string name, AvroJson value) => _members[name] = value;

    /// <summary>Adds a property of a schema. It may be added again only with the same value.</summary>
    public void Add(string name, AvroJson value)
    {
        if (!_members.TryAdd(name, value) && !_members[name].Equals(value))
            throw new DataException($"Two values for the Avro property '{name}': {_members[name]} and {value}.");
    }

    public void Add(string name, string value) => Add(name, AvroJson.Of(value));

    public bool Equals(AvroProperties? other)
    {
        if (other is null || Count != other.Count)
            return false;
        foreach (var (name, value) in _members)
        {
            if (!other.TryGet(name, out var theirs) || !value.Equals(theirs))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as AvroProperties);

    public override int GetHashCode() => Count;

    public IEnumerator<KeyValuePair<string, AvroJson>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
