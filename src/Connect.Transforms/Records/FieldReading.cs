using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>Reads fields with or without their defaults, as <c>replace.null.with.default</c> says.</summary>
internal static class FieldReading
{
    public const string ReplaceNullKey = "replace.null.with.default";

    /// <summary>A field's value, boxed.</summary>
    public static object? Read(this Struct data, Field field, bool replaceNull) =>
        data.IsNullAt(field.Index) ? replaceNull ? field.Schema.DefaultValue : null : data.GetAt(field.Index);

    /// <summary>Copies a field of one struct to a field of another.</summary>
    public static void CopyTo(this Struct source, Field field, Struct target, int targetIndex, bool replaceNull)
    {
        if (source.IsNullAt(field.Index))
            target.SetAt(targetIndex, replaceNull ? field.Schema.DefaultValue : null);
        else
            target.CopyAt(targetIndex, source, field.Index);
    }

    /// <summary>Copies every field to the field of the same position in a struct with the same fields in front.</summary>
    public static void CopyAllTo(this Struct source, Struct target, bool replaceNull)
    {
        var fields = source.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
            source.CopyTo(fields[i], target, i, replaceNull);
    }
}
