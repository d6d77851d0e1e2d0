using System.Globalization;
using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry;

/// <summary>What a registry said about a schema. Registries differ in what they send: only what was there is set.</summary>
internal sealed record SchemaEntry
{
    /// <summary>The number that stands in front of each record; null when the answer had none.</summary>
    public int? Id { get; init; }

    /// <summary>The registry's own name for the content; only newer Confluent registries send it.</summary>
    public Guid? Guid { get; init; }

    /// <summary>The subject that the answer is about.</summary>
    public string? Subject { get; init; }

    /// <summary>The version under <see cref="Subject"/>.</summary>
    public int? Version { get; init; }

    /// <summary>The schema; null where the answer was only an id.</summary>
    public Schema? Schema { get; init; }

    /// <summary>The data rules; null for none.</summary>
    public RuleSet? Rules { get; init; }

    /// <summary>The names of the data rules that are to run when a record is written (<see cref="RuleMode.Write"/>) or read (<see cref="RuleMode.Read"/>). They are not run here.</summary>
    public IReadOnlyList<string> RulesFor(RuleMode side) =>
        Rules is not { } rules
            ? []
            : [.. (rules.DomainRules ?? []).Concat(rules.EncodingRules ?? []).Where(rule => !rule.Disabled && (rule.Mode == side || rule.Mode == RuleMode.WriteRead)).Select(rule => rule.Name)];

    /// <summary>The answer of a call that knows subject and version.</summary>
    public static SchemaEntry Of(RegisteredSchema answer) => new()
    {
        Id = answer.Id > 0 ? answer.Id : null,
        Guid = System.Guid.TryParse(answer.Guid, CultureInfo.InvariantCulture, out var guid) ? guid : null,
        Subject = answer.Subject,
        Version = answer.Version > 0 ? answer.Version : null,
        Schema = answer.SchemaString is null ? null : WithLatest(answer.Schema),
        Rules = answer.RuleSet,
    };

    /// <summary>The answer of a call by id, which is the schema alone.</summary>
    public static SchemaEntry Of(int id, Schema schema) => new() { Id = id, Schema = schema.SchemaString is null ? null : WithLatest(schema), Rules = schema.RuleSet };

    /// <summary>The answer of a call by GUID, which is the schema alone.</summary>
    public static SchemaEntry Of(Guid guid, Schema schema) => new() { Guid = guid, Schema = schema.SchemaString is null ? null : WithLatest(schema), Rules = schema.RuleSet };

    // On its way through Confluent's client, which takes no version -1, "the latest" is 0.
    private static Schema WithLatest(Schema schema)
    {
        foreach (var reference in (schema.References ?? []).Where(reference => reference.Version == 0))
            reference.Version = -1;

        return schema;
    }
}
