using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Transforms;
using Connect.Transforms.Records;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Single transforms and predicates.</summary>
internal sealed class SmtOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("transform", golden => Use(() => Transform(golden), transform => Apply(transform, golden.Record("record")))),
        new("transform-many", golden => Use(() => Transform(golden), transform => ApplyToMany(transform, golden.List("records")))),
        new("configure", Configure),
        new("predicate", golden => Use(() => Predicate(golden), predicate => new JsonObject { ["test"] = predicate.Test(golden.Record("record")) })),
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

    private static JsonObject ApplyToMany(ITransform<ConnectRecord> transform, JsonArray records) => new()
    {
        ["outcomes"] = new JsonArray([.. records.Select(record => Use(() => transform, it => Apply(it, RecordNotation.Read(record!))))]),
    };

    private static JsonObject Configure(GoldenCase golden)
    {
        var isTransform = ShippedTransforms.All.Any(plugin => plugin.ClassName == golden.Text("class"));
        return Use<object>(() => isTransform ? Transform(golden) : Predicate(golden), _ => new JsonObject { ["ok"] = true });
    }

    // An error tells whether it came when the plugin was configured or when it was used.
    private static JsonObject Use<TPlugin>(Func<TPlugin> create, Func<TPlugin, JsonObject> use)
    {
        var phase = "configure";
        try
        {
            var plugin = create();
            phase = "apply";
            return use(plugin);
        }
        catch (Exception e) when (e is not AssertionException)
        {
            return ErrorNotation.Failure(e, phase);
        }
    }

    private static ITransform<ConnectRecord> Transform(GoldenCase golden) => Create(ShippedTransforms.All, golden);

    private static IPredicate<ConnectRecord> Predicate(GoldenCase golden) => Create(ShippedPredicates.All, golden);

    private static TPlugin Create<TPlugin>(IReadOnlyList<PluginDescriptor<TPlugin>> plugins, GoldenCase golden)
        where TPlugin : class =>
        plugins.Single(plugin => plugin.ClassName == golden.Text("class")).Create(NoServices.Instance, golden.Texts("config"));

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
