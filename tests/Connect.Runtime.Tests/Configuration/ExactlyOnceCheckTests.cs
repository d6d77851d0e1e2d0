using Connect.Configuration;
using Connect.Connectors;
using Connect.FileStreams;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Connect.Runtime.Tests.Configuration;

/// <summary>The words are Kafka Connect's.</summary>
public sealed class ExactlyOnceCheckTests
{
    private const string NotEnabled = "This worker does not have exactly-once source support enabled.";
    private const string NoBoundaries =
        "The connector does not support connector-defined transaction boundaries with the given configuration. Please reconfigure it to use a "
            + "different transaction boundary definition.";

    [Test]
    public void Required_is_refused_where_the_worker_does_not_run_sources_exactly_once() =>
        Assert.That(Check(isEnabled: false, new Source(), "required", "poll"), Is.EqualTo(new[] { NotEnabled }));

    [Test]
    public void Required_is_refused_for_a_connector_that_cannot() => Assert.That(
        Check(isEnabled: true, new Source { Support = ExactlyOnceSupport.Unsupported }, "REQUIRED", "poll"),
        Is.EqualTo(new[] { "The connector does not support exactly-once semantics with the provided configuration." }));

    [Test]
    public void Required_is_refused_for_a_connector_that_does_not_say() => Assert.That(
        Check(isEnabled: true, new Source { Support = null }, "required", "poll").Single(),
        Does.StartWith("The connector does not implement the API required for preflight validation of exactly-once source support.")
            .And.Contains("the value \"requested\" for this property"));

    [Test]
    public void Requested_is_never_refused() =>
        Assert.That(Check(isEnabled: false, new Source { Support = ExactlyOnceSupport.Unsupported }, "requested", "interval"), Is.Empty);

    [Test]
    public void Boundaries_of_the_connector_are_refused_where_it_defines_none() =>
        Assert.That(Check(isEnabled: true, new Source(), "required", "Connector"), Is.EqualTo(new[] { NoBoundaries }));

    [Test]
    public void Boundaries_of_the_connector_are_taken_where_it_defines_them() =>
        Assert.That(Check(isEnabled: true, new Source { HasBoundaries = true }, "required", "connector"), Is.Empty);

    [Test]
    public void Connector_that_fails_when_it_is_asked_is_an_error_of_the_key() => Assert.That(
        Check(isEnabled: true, new Source { Failure = new InvalidOperationException(" no file ") }, "required", "connector"),
        Is.EqualTo(new[] { "An unexpected error occurred during validation: no file", "An unexpected error occurred during validation: no file" }));

    private static string[] Check(bool isEnabled, Source connector, string support, string boundary)
    {
        var config = new Dictionary<string, string?>
        {
            ["name"] = "c",
            ["connector.class"] = "FileStreamSource",
            [ConnectorKeys.ExactlyOnceSupport] = support,
            [ConnectorKeys.TransactionBoundary] = boundary,
        };
        var plugins = new PluginClasses(
            new PluginRegistry([.. PluginDescriptors.Of(typeof(FileStreamSourceConnector))], new ServiceCollection().BuildServiceProvider()));
        var result = SourceConnectorDefinition.Create(plugins).Validate(config, plugins);
        new ExactlyOnceCheck(isEnabled).Check(connector, config, result);
        return [.. result[ConnectorKeys.ExactlyOnceSupport].Errors, .. result[ConnectorKeys.TransactionBoundary].Errors];
    }

    private sealed class Source : SourceConnector<FileStreamSourceTask>
    {
        public ExactlyOnceSupport? Support { get; init; } = ExactlyOnceSupport.Supported;

        public bool HasBoundaries { get; init; }

        public Exception? Failure { get; init; }

        public override ConfigDef Config { get; } = new();

        public override ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) => Failure is null ? Support
            : throw Failure;

        public override bool CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) => Failure is null ? HasBoundaries
            : throw Failure;
    }
}
