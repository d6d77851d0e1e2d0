using Avro;
using Avro.Specific;

namespace Connect.Converters.Avro.Tests.Records;

/// <summary>A class as avrogen writes it.</summary>
public sealed class Order : ISpecificRecord
{
    public static readonly global::Avro.Schema _SCHEMA = global::Avro.Schema.Parse(
        """
        {"type":"record","name":"Order","namespace":"Connect.Converters.Avro.Tests.Records","fields":[
         {"name":"id","type":"long"},
         {"name":"customer","type":["null","string"],"default":null},
         {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
         {"name":"placed","type":{"type":"long","logicalType":"timestamp-millis"}},
         {"name":"tags","type":{"type":"array","items":"string"}},
         {"name":"source","type":"string","default":"shop"}]}
        """);

    public global::Avro.Schema Schema => _SCHEMA;

    public long Id { get; set; }

    public string? Customer { get; set; }

    public AvroDecimal Amount { get; set; }

    public DateTime Placed { get; set; }

    public IList<string> Tags { get; set; } = [];

    public string Source { get; set; } = "";

    public static Order Sample() => new()
    {
        Id = 42,
        Customer = "Ada",
        Amount = new AvroDecimal(12.50m),
        Placed = new DateTime(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc),
        Tags = ["a", "b"],
        Source = "web",
    };

    public object Get(int fieldPos) => fieldPos switch
    {
        0 => Id,
        1 => Customer!,
        2 => Amount,
        3 => Placed,
        4 => Tags,
        5 => Source,
        _ => throw new AvroRuntimeException($"Bad index {fieldPos} in Get()"),
    };

    public void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: Id = (long)fieldValue; break;
            case 1: Customer = (string?)fieldValue; break;
            case 2: Amount = (AvroDecimal)fieldValue; break;
            case 3: Placed = (DateTime)fieldValue; break;
            case 4: Tags = (IList<string>)fieldValue; break;
            case 5: Source = (string)fieldValue; break;
            default: throw new AvroRuntimeException($"Bad index {fieldPos} in Put()");
        }
    }

    public override bool Equals(object? obj) =>
        obj is Order other && Id == other.Id && Customer == other.Customer && Amount == other.Amount && Placed == other.Placed
            && Tags.SequenceEqual(other.Tags) && Source == other.Source;

    public override int GetHashCode() => Id.GetHashCode();
}
