using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>Keeps what was derived from the last schemas seen: 16, found by identity first and by content second.</summary>
/// <remarks>Safe for use by several threads; the schema of the record before is found without a lock.</remarks>
internal sealed class SchemaCache<T>(Func<Schema, T> derive)
    where T : class
{
    private const int Capacity = 16;

    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = new(Capacity);
    private Entry? _last;

    public T Get(Schema schema)
    {
        var last = Volatile.Read(ref _last);
        return last is not null && ReferenceEquals(last.Schema, schema) ? last.Derived : Find(schema);
    }

    private T Find(Schema schema)
    {
        lock (_lock)
        {
            var index = _entries.FindIndex(entry => ReferenceEquals(entry.Schema, schema));
            if (index < 0)
                index = _entries.FindIndex(entry => entry.Schema.Equals(schema));
            var found = index < 0 ? new Entry(schema, derive(schema)) : _entries[index];
            // A converter may make an equal schema again for each batch: the newest object is the one to expect next.
            if (!ReferenceEquals(found.Schema, schema))
                found = new Entry(schema, found.Derived);
            if (index >= 0)
                _entries.RemoveAt(index);
            else if (_entries.Count == Capacity)
                _entries.RemoveAt(0);
            _entries.Add(found);
            Volatile.Write(ref _last, found);
            return found.Derived;
        }
    }

    private sealed record Entry(Schema Schema, T Derived);
}
