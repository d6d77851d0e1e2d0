using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>The Avro schema for values without a Connect schema: a record with a field for each type of value, of which at most one is not
/// null.</summary>
internal static class AvroAnything
{
    private const string Text = """
        {"type":"record","name":"Anything","namespace":"io.confluent.connect.avro","fields":[
        {"name":"boolean","type":["null","boolean"],"default":null},
        {"name":"bytes","type":["null","bytes"],"default":null},
        {"name":"double","type":["null","double"],"default":null},
        {"name":"float","type":["null","float"],"default":null},
        {"name":"int","type":["null","int"],"default":null},
        {"name":"long","type":["null","long"],"default":null},
        {"name":"string","type":["null","string"],"default":null},
        {"name":"array","type":["null",{"type":"array","items":"Anything"}],"default":null},
        {"name":"map","type":["null",{"type":"array","items":{"type":"record","name":"MapEntry","fields":[
        {"name":"key","type":"Anything"},{"name":"value","type":"Anything"}]}}],"default":null}]}
        """;

    public static readonly AvroSchema Schema = AvroSchema.Parse(Text);
}
