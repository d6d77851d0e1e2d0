using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry;

/// <summary>Parses a registry's schema together with the schemas that it references, depth first.</summary>
internal static class ParsedSchemas
{
    // More references than this are an attack or a mistake.
    private const int MaxReferences = 1_000;

    /// <param name="registry">The registry, to look up references.</param>
    /// <param name="registered">The registry's answer.</param>
    /// <param name="what">A description for messages, for example "schema id 7".</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DataException">It is not an Avro schema.</exception>
    public static async ValueTask<AvroSchema> ParseAsync(
        ISchemaRegistry registry, SchemaEntry registered, string what, CancellationToken cancellationToken)
    {
        if (registered.Schema is not { } definition)
            throw new DataException($"The schema registry sent no schema for {what}.");

        var references = new List<AvroSchema>();
        await AddReferencesAsync(registry, definition, what, references, [], cancellationToken).ConfigureAwait(false);
        return Parse(definition, what, references);
    }

    private static async ValueTask AddReferencesAsync(
        ISchemaRegistry registry,
        Schema definition,
        string what,
        List<AvroSchema> parsed,
        HashSet<(string Subject, int Version)> visited,
        CancellationToken cancellationToken)
    {
        foreach (var reference in definition.References ?? [])
        {
            if (!visited.Add((reference.Subject, reference.Version)))
                continue;

            if (visited.Count > MaxReferences)
                throw new DataException($"The schema registry's {what} references more than {MaxReferences} other schemas.");

            var name = $"{what}, reference {reference.Name}";
            var target = reference.Version < 0
                ? await registry.GetLatestAsync(reference.Subject, cancellationToken).ConfigureAwait(false)
                : await registry.GetVersionAsync(reference.Subject, reference.Version, cancellationToken).ConfigureAwait(false);
            if (target.Schema is not { } inner)
                throw new DataException($"The schema registry sent no schema for {name}.");

            await AddReferencesAsync(registry, inner, name, parsed, visited, cancellationToken).ConfigureAwait(false);
            parsed.Add(Parse(inner, name, parsed));
        }
    }

    private static string TypeOf(Schema definition)
    {
        try
        {
            return definition.SchemaType.ToString().ToUpperInvariant();
        }
        catch (InvalidOperationException)
        {
            // A schema type that Confluent's client does not know.
            return "unknown";
        }
    }

    private static AvroSchema Parse(Schema definition, string what, List<AvroSchema> references)
    {
        if (TypeOf(definition) is var type && type != "AVRO")
            throw new DataException($"The schema registry's {what} is of type {type}, not AVRO: another converter wrote it.");

        try
        {
            return AvroSchema.Parse(definition.SchemaString, references);
        }
        catch (DataException exception)
        {
            throw new DataException($"The schema registry's {what} is not an Avro schema: {exception.Message}", exception);
        }
    }
}
