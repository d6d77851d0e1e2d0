using System.Collections;

namespace Connect.Data;

public static partial class ValueConversions
{
    private static readonly Schema AnyArray = SchemaBuilder.UntypedArray().Build();
    private static readonly Schema AnyMap = SchemaBuilder.UntypedMap().Build();
    private static readonly Schema AnyStruct = SchemaBuilder.Struct().Build();

    /// <summary>Turns a list, or a text that is one, into a list.</summary>
    /// <param name="schema">The value's schema, which does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The list itself, or what the text says.</returns>
    /// <exception cref="DataException">The value is null or no list.</exception>
    public static IReadOnlyList<object?> ToList(Schema? schema, object? value) => value switch
    {
        null => throw NullRefused(),
        string text when ValueParser.Parse(text)?.Value is IReadOnlyList<object?> list => list,
        string => throw Refused(value, AnyArray),
        IReadOnlyList<object?> list => list,
        IList list and not byte[] => ValueValidator.Box(list),
        _ => throw Refused(value, AnyArray),
    };

    /// <summary>Turns a map, or a text that is one, into a map.</summary>
    /// <param name="schema">The value's schema, which does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The map itself, or what the text says.</returns>
    /// <exception cref="DataException">The value is null or no map.</exception>
    public static IReadOnlyDictionary<object, object?> ToMap(Schema? schema, object? value) => value switch
    {
        null => throw NullRefused(),
        string text when ValueParser.Parse(text)?.Value is IReadOnlyDictionary<object, object?> map => map,
        IReadOnlyDictionary<object, object?> map => map,
        IDictionary map => ValueValidator.Box(map),
        _ => throw Refused(value, AnyMap),
    };

    /// <summary>Takes a struct as it is; nothing else can be turned into one.</summary>
    /// <param name="schema">The value's schema, which does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The struct.</returns>
    /// <exception cref="DataException">The value is no struct.</exception>
    public static Struct ToStruct(Schema? schema, object? value) => value switch
    {
        null => throw NullRefused(),
        Struct data => data,
        _ => throw Refused(value, AnyStruct),
    };
}
