using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>Reads and replaces the key or the value of a record, whichever a transform works on.</summary>
internal readonly struct RecordPart(RecordTarget target)
{
    private readonly bool _isKey = target switch
    {
        RecordTarget.Key => true,
        RecordTarget.Value => false,
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Neither key nor value"),
    };

    public Schema? SchemaOf(ConnectRecord record) => _isKey ? record.KeySchema : record.ValueSchema;

    public object? ValueOf(ConnectRecord record) => _isKey ? record.Key : record.Value;

    public ConnectRecord Replace(ConnectRecord record, Schema? schema, object? value) => _isKey
        ? record with { KeySchema = schema, Key = value }
        : record with { ValueSchema = schema, Value = value };

    public ConnectRecord Replace(ConnectRecord record, Schema? schema, object? value, ConnectHeaders headers) => _isKey
        ? record with { KeySchema = schema, Key = value, Headers = headers }
        : record with { ValueSchema = schema, Value = value, Headers = headers };
}
