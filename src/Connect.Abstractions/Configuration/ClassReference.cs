namespace Connect.Configuration;

/// <summary>The parsed value of a key of type <see cref="ConfigType.Class"/>: a plugin's class, by name.</summary>
/// <param name="Name">The canonical class name, e.g. <c>org.apache.kafka.connect.json.JsonConverter</c>.</param>
public sealed record ClassReference(string Name)
{
    /// <summary>The class name.</summary>
    public override string ToString() => Name;
}
