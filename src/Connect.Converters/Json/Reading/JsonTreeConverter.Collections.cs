using Connect.Data;

namespace Connect.Converters.Json.Reading;

internal sealed partial class JsonTreeConverter
{
    // The elements of a list; of an object its members' values; of anything else nothing.
    private List<object?> ConvertArray(Schema? elementSchema, JsonItem item)
    {
        IReadOnlyList<JsonItem> elements = item.Items ?? (IReadOnlyList<JsonItem>?)item.Members?.Values ?? [];
        var values = new List<object?>(elements.Count);
        try
        {
            for (var i = 0; i < elements.Count; i++)
                values.Add(Convert(elementSchema, elements[i]));
        }
        catch (DataException) when (Within(FieldPath.Element(values.Count)))
        {
        }

        return values;
    }

    private ConnectMap ConvertMap(Schema schema, JsonItem item)
    {
        if (schema.KeySchema?.Type != SchemaType.String)
            return ConvertPairs(schema, item);
        return item.Kind == JsonKind.Object
            ? ConvertObject(schema.ValueSchema, item)
            : throw Mismatch("Maps with string fields should be encoded as JSON objects, but found", item);
    }

    private ConnectMap ConvertObject(Schema? valueSchema, JsonItem item)
    {
        var map = new ConnectMap(item.Members!.Count);
        try
        {
            foreach (var (name, value) in item.Members)
                map[name] = Convert(valueSchema, value);
        }
        catch (DataException) when (Within(FieldPath.Entry(map.Count)))
        {
        }

        return map;
    }

    private ConnectMap ConvertPairs(Schema schema, JsonItem item)
    {
        if (item.Items is null)
            throw Mismatch("Maps with non-string fields should be encoded as JSON array of tuples, but found", item);
        var map = new ConnectMap(item.Items.Count);
        var index = 0;
        try
        {
            for (; index < item.Items.Count; index++)
            {
                var pair = item.Items[index];
                if (pair.Items is null)
                    throw Mismatch("Found invalid map entry instead of array tuple:", pair);
                if (pair.Items.Count != 2)
                    throw new DataException($"Found invalid map entry, expected length 2 but found :{pair.Items.Count}");
                map[Convert(schema.KeySchema, pair.Items[0])!] = Convert(schema.ValueSchema, pair.Items[1]);
            }
        }
        catch (DataException) when (Within(FieldPath.Entry(index)))
        {
        }

        return map;
    }

    private Struct ConvertStruct(Schema schema, JsonItem item)
    {
        if (item.Members is null)
            throw Mismatch("Structs should be encoded as JSON objects, but found", item);
        var value = new Struct(schema);
        var index = 0;
        try
        {
            for (; index < schema.Fields.Count; index++)
            {
                var field = schema.Fields[index];
                value.SetAt(index, Convert(field.Schema, item[field.Name]));
            }
        }
        catch (DataException) when (Within(schema.Fields[index].Name))
        {
        }

        return value;
    }

    // Notes a step of the way to a failure, from the inside out. Always false, to stand in an exception filter.
    private bool Within(string step)
    {
        _path.Add(step);
        return false;
    }
}
