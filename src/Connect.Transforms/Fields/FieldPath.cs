using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms.Fields;

/// <summary>The way to a field, on the top or nested (KIP-821).</summary>
internal sealed class FieldPath
{
    private readonly string _path;
    private readonly string[] _steps;

    private FieldPath(string path, string[] steps)
    {
        _path = path;
        _steps = steps;
    }

    /// <summary>Reads a path.</summary>
    /// <exception cref="ConfigException">A backtick has no partner.</exception>
    public static FieldPath Parse(string path, FieldSyntaxVersion version) =>
        new(path, version == FieldSyntaxVersion.V1 ? [path] : path.Length == 0 ? [] : FieldPathParser.Parse(path));

    public override string ToString() => _path;

    /// <summary>The schema of the field; null if there is no such field.</summary>
    /// <exception cref="DataException">A step leads through something that is no struct.</exception>
    public Schema? SchemaIn(Schema schema)
    {
        EnsureSteps();
        foreach (var step in _steps)
        {
            if (schema.Field(step) is not { } field)
                return null;
            schema = field.Schema;
        }
        return schema;
    }

    /// <summary>The value of the field; null if it or something on the way to it is null.</summary>
    public object? ValueIn(Struct data, bool replaceNull)
    {
        for (var i = 0; ; i++)
        {
            if (data.Schema.Field(_steps[i]) is not { } field)
                return null;
            var value = data.Read(field, replaceNull);
            if (i == _steps.Length - 1)
                return value;
            if (value is null)
                return null;
            data = Require.Struct(value, "field extraction");
        }
    }

    /// <summary>The value of the field; null if it or something on the way to it is missing.</summary>
    public object? ValueIn(IReadOnlyDictionary<object, object?> map)
    {
        EnsureSteps();
        for (var i = 0; ; i++)
        {
            var value = map.TryGetValue(_steps[i], out var found) ? found : null;
            if (i == _steps.Length - 1)
                return value;
            if (value is null)
                return null;
            map = Require.Map(value, "nested field access");
        }
    }

    // Kafka Connect accepts a path without steps in a configuration, and fails at the first record.
    private void EnsureSteps()
    {
        if (_steps.Length == 0)
            throw new ArgumentException("The path of the field is empty");
    }
}
