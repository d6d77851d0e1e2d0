using Connect.Data;

namespace Connect.Transforms.Values;

/// <summary>The casts between integers that need no boxes.</summary>
internal static class FieldCast
{
    /// <summary>Casts a field to the field of the same position when both are integers and there is a value.</summary>
    /// <returns>Whether it did.</returns>
    public static bool TryUnboxed(SchemaType type, Struct source, Field field, Struct target)
    {
        var index = field.Index;
        if (field.Schema.LogicalType != LogicalType.None || source.IsNullAt(index))
            return false;
        long number;
        switch (field.Schema.Type)
        {
            case SchemaType.Int8:
                number = source.GetInt8At(index);
                break;
            case SchemaType.Int16:
                number = source.GetInt16At(index);
                break;
            case SchemaType.Int32:
                number = source.GetInt32At(index);
                break;
            case SchemaType.Int64:
                number = source.GetInt64At(index);
                break;
            default:
                return false;
        }
        return TrySet(type, number, target, index);
    }

    private static bool TrySet(SchemaType type, long number, Struct target, int index)
    {
        switch (type)
        {
            case SchemaType.Int8:
                target.SetInt8At(index, unchecked((sbyte)number));
                return true;
            case SchemaType.Int16:
                target.SetInt16At(index, unchecked((short)number));
                return true;
            case SchemaType.Int32:
                target.SetInt32At(index, unchecked((int)number));
                return true;
            case SchemaType.Int64:
                target.SetInt64At(index, number);
                return true;
            case SchemaType.Float32:
                target.SetFloat32At(index, number);
                return true;
            case SchemaType.Float64:
                target.SetFloat64At(index, number);
                return true;
            case SchemaType.Boolean:
                target.SetBooleanAt(index, number != 0);
                return true;
            default:
                return false;
        }
    }
}
