using NUnit.Framework;

namespace Connect.Tests.Brokers;

/// <summary>What a test does when the broker that it needs is not there.</summary>
public static class MissingBroker
{
    /// <summary>Skips the test, or fails it under <c>CONNECT_TEST_BROKER=required</c>.</summary>
    /// <param name="needed">What is missing.</param>
    public static void SkipOrFail(string needed)
    {
        var message = $"The test needs {needed}: set KAFKA_BOOTSTRAP or KAFKA_HOME, or start Docker with the image {ContainerKafka.Image}.";
        if (Environment.GetEnvironmentVariable("CONNECT_TEST_BROKER") == "required")
            Assert.Fail(message);
        Assert.Ignore(message);
    }
}
