using System.Collections.ObjectModel;

namespace Connect.Data;

public sealed partial class Schema
{
    [ThreadStatic]
    private static HashSet<(Schema, Schema)>? _compared;

    // The schema and its copies, as long as their fields are not known.
    private List<Schema>? _waiting;

    /// <summary>Whether a field of this struct, or something inside it, has this schema again, as in a linked list or a tree.</summary>
    /// <remarks>Whoever enumerates a schema must not follow such a field forever. Built by <see cref="SchemaBuilder.BuildRecursive"/>.</remarks>
    public bool IsRecursive { get; }

    /// <summary>Lets the schema and its copies be parts of the fields that it is going to have.</summary>
    internal void Open() => _waiting = [this];

    /// <summary>Returns a recursive schema its fields, and the copies of it that they may refer to.</summary>
    internal void Complete(IReadOnlyCollection<Field> fields)
    {
        Field[] complete = [.. fields];
        foreach (var schema in _waiting ?? [])
        {
            schema.SetFields(complete);
            schema._waiting = null;
        }
    }

    private Schema Copy(SchemaParts parts)
    {
        var copy = new Schema(parts);
        if (_waiting is not null)
        {
            _waiting.Add(copy);
            copy._waiting = _waiting;
        }

        return copy;
    }

    private void SetFields(Field[] fields)
    {
        _fields = fields;
        _fieldList = new ReadOnlyCollection<Field>(fields);
        FieldKinds = Array.ConvertAll(fields, field => field.Schema.Kind);
        if (fields.Length > LinearSearchLimit)
            _fieldsByName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    private bool FieldsEqual(Schema other)
    {
        if (IsRecursive != other.IsRecursive)
            return false;
        if (!IsRecursive || ReferenceEquals(_fields, other._fields))
            return FieldSpan.SequenceEqual(other.FieldSpan);

        // A pair that is being compared already counts as equal, which ends the recursion: one difference anywhere decides.
        var outermost = _compared is null;
        _compared ??= new HashSet<(Schema, Schema)>(ReferencePairComparer.Instance);
        try
        {
            return !_compared.Add((this, other)) || FieldSpan.SequenceEqual(other.FieldSpan);
        }
        finally
        {
            if (outermost)
                _compared = null;
        }
    }
}
