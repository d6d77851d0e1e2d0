using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes structs of a schema: a flat list of steps, one a field, that take numbers out of the struct without boxing them.</summary>
internal sealed class StructWriter(Schema schema, JsonConverterOptions options) : ValueWriter(schema, options)
{
    private readonly Schema _schema = schema;
    private StructWriterStep[] _steps = [];

    /// <summary>Sets the steps; apart from the constructor, because a recursive schema's steps lead back here.</summary>
    public void SetSteps(StructWriterStep[] steps) => _steps = steps;

    public override void WriteValue(JsonOutput output, object value)
    {
        if (value is not Struct data)
            throw InvalidType("STRUCT", value);
        if (!ReferenceEquals(data.Schema, _schema) && !data.Schema.Equals(_schema))
            throw new DataException("Mismatching schema.");
        var index = 0;
        try
        {
            output.Enter((byte)'{');
            for (; index < _steps.Length; index++)
            {
                ref readonly var step = ref _steps[index];
                output.Write(step.Prefix);
                if (data.IsNullAt(index))
                    step.Writer.WriteNull(output);
                else
                    WriteField(output, data, index, step);
            }

            output.Leave((byte)'}');
        }
        catch (DataException) when (output.Within(index < _steps.Length ? _schema.Fields[index].Name : "}"))
        {
        }
    }

    private static void WriteField(JsonOutput output, Struct data, int index, in StructWriterStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Int8:
                output.WriteInteger(data.GetInt8At(index));
                break;
            case StepKind.Int16:
                output.WriteInteger(data.GetInt16At(index));
                break;
            case StepKind.Int32:
                output.WriteInteger(data.GetInt32At(index));
                break;
            case StepKind.Int64:
                output.WriteInteger(data.GetInt64At(index));
                break;
            case StepKind.Float32:
                output.WriteNumber(data.GetFloat32At(index));
                break;
            case StepKind.Float64:
                output.WriteNumber(data.GetFloat64At(index));
                break;
            case StepKind.Boolean:
                output.WriteBoolean(data.GetBooleanAt(index));
                break;
            case StepKind.String:
                output.WriteString((string)data.GetAt(index)!);
                break;
            case StepKind.Instant:
                ((InstantWriter)step.Writer).WriteMilliseconds(output, data.GetUnixMillisecondsAt(index));
                break;
            default:
                step.Writer.WriteValue(output, data.GetAt(index)!);
                break;
        }
    }
}
