using Connect.Runtime.Errors;

namespace Connect.Runtime.Tests.Errors;

public sealed class JavaTraceTests
{
    [Test]
    public void Trace_has_the_form_of_Javas()
    {
        var trace = JavaTrace.Of(Thrown(new DataException("outer", Thrown(new InvalidOperationException("inner")))));

        Assert.That(trace, Does.StartWith("org.apache.kafka.connect.errors.DataException: outer\n\tat "));
        Assert.That(trace, Does.Contain("\nCaused by: System.InvalidOperationException: inner\n\tat "));
        Assert.That(trace, Does.EndWith("\n"));
        Assert.That(trace, Does.Not.Contain("\r"));
    }

    [Test]
    public void Exceptions_that_Kafka_Connect_has_too_carry_its_names()
    {
        Assert.That(JavaTrace.NameOf(new RetriableConnectException("x")), Is.EqualTo("org.apache.kafka.connect.errors.RetriableException"));
        Assert.That(JavaTrace.NameOf(new ConfigException("x")), Is.EqualTo("org.apache.kafka.common.config.ConfigException"));
        Assert.That(JavaTrace.NameOf(new TimeoutException()), Is.EqualTo("System.TimeoutException"));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
