namespace Connect.Converters.Avro.Registry.Ids;

/// <summary>The headers that contain schema ids.</summary>
internal static class SchemaIdHeaders
{
    public static string NameOf(bool isKey) => isKey ? "__key_schema_id" : "__value_schema_id";

    /// <summary>Adds the header, unless the last one with its name has the same value. Readers use the last one.</summary>
    public static void Add(RawHeaders headers, string name, byte[] id)
    {
        if (!headers.TryGetLast(name, out var last) || last is null || !last.AsSpan().SequenceEqual(id))
            headers.Add(name, id);
    }
}
