using NUnit.Framework;
using Testcontainers.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>An Apache Kafka in a container. It is removed when the process ends.</summary>
public static class ContainerKafka
{
    /// <summary>The image. It is used if it is there, and not pulled.</summary>
    public const string Image = "apache/kafka:4.3.1";

    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    /// <summary>Whether Docker answers and has the image.</summary>
    public static async Task<bool> IsAvailableAsync()
        => (await Shell.RunAsync("docker", "image", "inspect", "--format", "{{.Id}}", Image)).ExitCode == 0;

    /// <summary>The one container of this process; the test is skipped where there can be none.</summary>
    /// <returns>What goes into <c>bootstrap.servers</c>.</returns>
    public static async Task<string> GetAsync()
    {
        if (!await IsAvailableAsync())
            Assert.Ignore($"The test needs Docker with the image {Image}.");
        return await Shared.Value;
    }

    /// <summary>Starts a container.</summary>
    /// <returns>What goes into <c>bootstrap.servers</c>.</returns>
    private static async Task<string> StartAsync()
    {
        // Ryuk, the container that cleans up after others, would have to be pulled.
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        await MatchServerVersionAsync();
        var container = new KafkaBuilder(Image).Build();
        await container.StartAsync();
        Shell.RunWhenThisProcessEnds("docker rm -f \"$2\"", container.Id);
        return new Uri(container.GetBootstrapAddress()).Authority;
    }

    // Testcontainers asks for version 1.44 of Docker's API, which older servers refuse.
    private static async Task MatchServerVersionAsync()
    {
        const string Variable = "DOCKER_API_VERSION";
        var (_, output, _) = await Shell.RunAsync("docker", "version", "--format", "{{.Server.APIVersion}}");
        if (Environment.GetEnvironmentVariable(Variable) is null && Version.TryParse(output.Trim(), out var version) && version < new Version(1, 44))
            Environment.SetEnvironmentVariable(Variable, version.ToString());
    }
}
