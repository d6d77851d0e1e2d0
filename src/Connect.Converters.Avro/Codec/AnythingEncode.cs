using System.Collections;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes a value without a schema as a record in which at most one field is not null.</summary>
internal sealed class AnythingEncode : AvroEncode
{
    public static readonly AnythingEncode Instance = new();

    // The fields before and after the one that is set are null: one zero byte each.
    private const int Fields = 9;

    public override void Write(AvroOutput output, object? value)
    {
        AvroDepth.Check();
        switch (value)
        {
            case null:
                output.Fill(0, Fields);
                return;
            case bool flag:
                Open(output, 0);
                output.Boolean(flag);
                Close(output, 0);
                return;
            case double number:
                Open(output, 2);
                output.Double(number);
                Close(output, 2);
                return;
            case float number:
                Open(output, 3);
                output.Float(number);
                Close(output, 3);
                return;
            case sbyte or short or int:
                Open(output, 4);
                output.Long(value is int number32 ? number32 : value is short number16 ? number16 : (sbyte)value);
                Close(output, 4);
                return;
            case long number:
                Open(output, 5);
                output.Long(number);
                Close(output, 5);
                return;
            case string text:
                Open(output, 6);
                output.String(text);
                Close(output, 6);
                return;
            case IReadOnlyDictionary<object, object?> map:
                Map(output, map.Count, map.Select(entry => (entry.Key, entry.Value)));
                return;
            case IDictionary map:
                Map(output, map.Count, map.Cast<DictionaryEntry>().Select(entry => (entry.Key, entry.Value)));
                return;
            case IReadOnlyList<object?> list:
                List(output, list.Count, list);
                return;
            case IList list and not byte[]:
                List(output, list.Count, list.Cast<object?>());
                return;
            default:
                throw new DataException($"Unknown type for data without a schema: {value.GetType()}");
        }
    }

    private void List(AvroOutput output, int count, IEnumerable<object?> list)
    {
        Open(output, 7);
        if (count > 0)
            output.Long(count);
        foreach (var item in list)
            Write(output, item);
        output.Byte(0);
        Close(output, 7);
    }

    private void Map(AvroOutput output, int count, IEnumerable<(object Key, object? Value)> map)
    {
        Open(output, 8);
        if (count > 0)
            output.Long(count);
        foreach (var (key, value) in map)
        {
            Write(output, key);
            Write(output, value);
        }

        output.Byte(0);
        Close(output, 8);
    }

    private static void Open(AvroOutput output, int field)
    {
        output.Fill(0, field);
        output.Byte(2);
    }

    private static void Close(AvroOutput output, int field) => output.Fill(0, Fields - 1 - field);
}
