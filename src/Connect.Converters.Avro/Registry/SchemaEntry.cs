using System.Globalization;
using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry;

/// <summary>A registry's answer about a schema. Registries differ in what they send: only properties in the response are set.</summary>
internal sealed record SchemaEntry
{
    /// <summary>The schema id that records contain; null if the response had none.</summary>
    public int? Id { get; init; }

    /// <summary>The GUID of the schema; only newer Confluent registries send it.</summary>
    public Guid? Guid { get; init; }

    /// <summary>The subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The version in <see cref="Subject"/>.</summary>
    public int? Version { get; init; }

    /// <summary>The schema; null if the response was only an id.</summary>
    public Schema? Schema { get; init; }

    /// <summary>The data rules; null for none.</summary>
    public RuleSet? Rules { get; init; }

    /// <summary>The names of the data rules for writing (<see cref="RuleMode.Write"/>) or reading (<see cref="RuleMode.Read"/>) records. This
    /// converter does not execute them.</summary>
    public IReadOnlyList<string> RulesFor(RuleMode side) =>
        Rules is not { } rules
            ? []
            : [.. (rules.DomainRules ?? []).Concat(rules.EncodingRules ?? [])
                .Where(rule => !rule.Disabled && (rule.Mode == side || rule.Mode == RuleMode.WriteRead)).Select(rule => rule.Name)];

    /// <summary>Creates the answer of a call that returns subject and version.</summary>
    public static SchemaEntry Of(RegisteredSchema answer) => new()
    {
        Id = answer.Id > 0 ? answer.Id : null,
        Guid = System.Guid.TryParse(answer.Guid, CultureInfo.InvariantCulture, out var guid) ? guid : null,
        Subject = answer.Subject,
        Version = answer.Version > 0 ? answer.Version : null,
        Schema = answer.SchemaString is null ? null : WithLatest(answer.Schema),
        Rules = answer.RuleSet,
    };

    /// <summary>Creates the answer of a call by id, which returns only the schema.</summary>
    public static SchemaEntry Of(int id, Schema schema) =>
        new() { Id = id, Schema = schema.SchemaString is null ? null : WithLatest(schema), Rules = schema.RuleSet };

    /// <summary>Creates the answer of a call by GUID, which returns only the schema.</summary>
    public static SchemaEntry Of(Guid guid, Schema schema) =>
        new() { Guid = guid, Schema = schema.SchemaString is null ? null : WithLatest(schema), Rules = schema.RuleSet };

    // Version 0 stands for -1 ("latest"), which Confluent's client does not accept.
    private static Schema WithLatest(Schema schema)
    {
        foreach (var reference in (schema.References ?? []).Where(reference => reference.Version == 0))
            reference.Version = -1;

        return schema;
    }
}
