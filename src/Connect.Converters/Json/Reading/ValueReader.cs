using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads the values of one schema straight from the text, in the cases that programs write.</summary>
/// <remarks>
/// Whatever needs one of Kafka Connect's leniencies, or is wrong, is left to <see cref="JsonTreeConverter"/>: a reader that returns false has decided
/// nothing, and the text is read again from its start.
/// </remarks>
internal abstract class ValueReader(Schema? schema, JsonConverterOptions options)
{
    private readonly object? _substitute = options.ReplaceNullWithDefault ? schema?.DefaultValue : null;
    private readonly bool _acceptsNull = schema is null || schema.IsOptional;

    /// <summary>Reads a value or null.</summary>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public bool TryRead(ref JsonScanner scanner, out object? value)
    {
        if (scanner.Peek() != 'n')
            return TryReadValue(ref scanner, out value);
        scanner.TakeNull();
        return TrySubstituteNull(out value);
    }

    /// <summary>Reads a value; the text stands at its first character, which is not that of <c>null</c>.</summary>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public abstract bool TryReadValue(ref JsonScanner scanner, out object? value);

    /// <summary>What a missing value or null stands for.</summary>
    /// <returns>False if there must be a value.</returns>
    public bool TrySubstituteNull(out object? value)
    {
        value = _substitute;
        return value is not null || _acceptsNull;
    }

    protected static bool IsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
