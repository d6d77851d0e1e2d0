using Connect.Converters.Json.Reading;
using Connect.Data;

namespace Connect.Converters.Json.Schemas;

/// <summary>A schema with the text that it was read from and the compiled reader of its values.</summary>
/// <param name="Utf8">The text; empty when it came from elsewhere.</param>
/// <param name="Schema">The schema; null for JSON's null.</param>
/// <param name="Reader">Reads its values.</param>
internal sealed record ReadableSchema(byte[] Utf8, Schema? Schema, ValueReader Reader);
