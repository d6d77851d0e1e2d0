using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Transforms;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Single transforms and predicates.</summary>
internal sealed class SmtOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("transform", golden => Apply(Transform(golden), golden.Record("record"))),
        new("transform-many", TransformMany),
        new("configure", Configure),
        new("predicate", golden => new JsonObject { ["test"] = Create(ShippedPredicates.All, golden).Test(golden.Record("record")) }),
    ];

    /// <summary>What a transform made of a record, in the goldens' notation.</summary>
    /// <param name="result">The record; null when it was dropped.</param>
    /// <returns>The outcome.</returns>
    public static JsonObject Outcome(ConnectRecord? result) => result is null
        ? new JsonObject { ["dropped"] = true }
        : new JsonObject { ["record"] = RecordNotation.Write(result) };

    private static JsonObject Apply(ITransform<ConnectRecord> transform, ConnectRecord record)
    {
        var before = JsonText.Print(RecordNotation.Write(record));
        var result = transform.Apply(record);
        Assert.That(JsonText.Print(RecordNotation.Write(record)), Is.EqualTo(before), "The record that was given is not changed.");
        return Outcome(result);
    }

    private static JsonObject TransformMany(GoldenCase golden)
    {
        var transform = Transform(golden);
        var outcomes = new JsonArray();
        foreach (var record in golden.List("records"))
        {
            try
            {
                outcomes.Add(Apply(transform, RecordNotation.Read(record!)));
            }
            catch (Exception e) when (e is not AssertionException)
            {
                outcomes.Add(ErrorNotation.Failure(e));
            }
        }

        return new JsonObject { ["outcomes"] = outcomes };
    }

    private static JsonObject Configure(GoldenCase golden)
    {
        if (ShippedTransforms.All.Any(plugin => plugin.ClassName == golden.Text("class")))
            _ = Transform(golden);
        else
            _ = Create(ShippedPredicates.All, golden);
        return new JsonObject { ["ok"] = true };
    }

    private static ITransform<ConnectRecord> Transform(GoldenCase golden) => Create(ShippedTransforms.All, golden);

    private static TPlugin Create<TPlugin>(IReadOnlyList<PluginDescriptor<TPlugin>> plugins, GoldenCase golden)
        where TPlugin : class =>
        plugins.Single(plugin => plugin.ClassName == golden.Text("class")).Create(NoServices.Instance, golden.Texts("config"));

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
