using Connect.Converters.Json.Reading;
using Connect.Data;

namespace Connect.Converters.Json.Schemas;

/// <summary>The schemas of envelopes that were read before, found by their bytes, so that a text that comes again is not parsed again.</summary>
internal sealed class ReadableSchemas(JsonConverterOptions options)
{
    private const int RecentCount = 4;
    private const long MaxTotalBytes = 16 * 1024 * 1024;

    private readonly LruCache<byte[], ReadableSchema> _byText = new(
        options.SchemasCacheSize, Utf8TextComparer.Instance)
    { MaxWeight = MaxTotalBytes };
    private readonly LruCache<Schema, ReadableSchema> _bySchema = new(
        options.SchemasCacheSize, EqualityComparer<Schema>.Default)
    { MaxWeight = MaxTotalBytes };
    private readonly ReadableSchema?[] _recent = new ReadableSchema?[RecentCount];
    private int _nextRecent;

    /// <summary>Takes a schema that is known from the text; leaves the text where it is when it is another one.</summary>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public ReadableSchema? TryTake(ref JsonScanner scanner)
    {
        // A text that starts with a whole object starts with that object: no object is the beginning of another one.
        foreach (var recent in _recent)
        {
            if (recent is not null && scanner.TryTake(recent.Utf8))
                return recent;
        }

        var start = scanner.Position;
        scanner.Skip();
        if (_byText.TryGet(scanner.Data[start..scanner.Position], out var known))
        {
            Remember(known);
            return known;
        }

        scanner.Position = start;
        return null;
    }

    /// <summary>Keeps a schema for the next texts; equal ones that are spelt differently become one.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="schema">The schema; null for JSON's null.</param>
    /// <returns>The schema to use.</returns>
    public Schema? Add(ReadOnlySpan<byte> utf8, Schema? schema)
    {
        if (schema is not null && _bySchema.TryGet(schema, out var equal))
        {
            Keep(equal with { Utf8 = utf8.ToArray() });
            return equal.Schema;
        }

        var added = new ReadableSchema(utf8.ToArray(), schema, ReaderCompiler.Compile(schema, options));
        if (schema is not null)
            _bySchema.Put(schema, added, utf8.Length);
        Keep(added);
        return schema;
    }

    private void Keep(ReadableSchema schema)
    {
        if (options.SchemasCacheSize <= 0)
            return;
        _byText.Put(schema.Utf8, schema, schema.Utf8.Length);
        Remember(schema);
    }

    // Which of several threads wins does not matter: an entry is whole or another one's.
    private void Remember(ReadableSchema schema) => _recent[(Interlocked.Increment(ref _nextRecent) & int.MaxValue) % RecentCount] = schema;
}
