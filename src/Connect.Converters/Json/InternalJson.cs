using Connect.Converters.Json.Reading;
using Connect.Converters.Json.Writing;
using Connect.Data;

namespace Connect.Converters.Json;

/// <summary>The JSON of Kafka Connect's own records: keys and values of the offsets, status and configuration topics.</summary>
/// <remarks>
/// <para>It is what a JSON converter without schemas writes: no blanks, members in the order of the map, control characters as <c>\u00XX</c>,
/// surrogate pairs as <c>\uD83D\uDE00</c>, numbers as Java prints them. The key of a source offset is <c>["connector",{partition}]</c>; Java's
/// workers find it by its bytes, so that the order of the partition's entries counts.</para>
/// <para>Integers come back as <see cref="long"/>, other numbers as <see cref="double"/>, objects as <see cref="ConnectMap"/>, lists as lists.
/// Thread-safe.</para>
/// </remarks>
internal static class InternalJson
{
    private static readonly JsonConverterOptions Options = new() { SchemasEnable = false };
    private static readonly JsonWriteProgram Writer = JsonWriteProgram.Compile(null, Options);
    private static readonly JsonValueReader Reader = new(Options);

    /// <summary>Writes a value.</summary>
    /// <param name="value">Null, a boolean, number, text or bytes, or a list or map of them.</param>
    /// <returns>The JSON in UTF-8; null is the four bytes <c>null</c>.</returns>
    /// <exception cref="DataException">The value is of another type, or nested more than 1000 deep.</exception>
    public static byte[] Write(object? value)
    {
        var output = new JsonOutput();
        Writer.Run(output, value);
        return output.ToArray();
    }

    /// <summary>Reads a value.</summary>
    /// <param name="json">The JSON; what follows its first value is not looked at.</param>
    /// <param name="source">Where it comes from, for error messages: a topic or file.</param>
    /// <returns>The value; null for JSON's null and for a text of blanks.</returns>
    /// <exception cref="DataException">The text is not JSON.</exception>
    public static object? Read(byte[] json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Reader.Read(json, source).Value;
    }
}
