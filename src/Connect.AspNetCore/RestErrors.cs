using System.Buffers;
using System.Text.Json;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore;

/// <summary>Converts exceptions to Kafka Connect's error body: <c>{"error_code":404,"message":"…"}</c>.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.errors.ConnectExceptionMapper</c>.</remarks>
internal static partial class RestErrors
{
    /// <summary>Writes the response for an exception.</summary>
    public static Task WriteAsync(HttpContext context, Exception exception)
    {
        if (exception is RestException rest)
        {
            return rest.IsFrameworkError
                ? WriteFrameworkErrorAsync(context, rest.Status, rest.Message)
                : WriteAsync(context, rest.Status, rest.Message);
        }

        var status = exception switch
        {
            ConnectorNotFoundException => StatusCodes.Status404NotFound,
            ConnectorAlreadyExistsException or RebalanceInProgressException => StatusCodes.Status409Conflict,
            BadRequestException => StatusCodes.Status400BadRequest,
            BadHttpRequestException http => http.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            var logger = LoggerOf(context.RequestServices);
            // The engine's own errors need no stack trace: the response contains the message.
            if (logger is not null && exception is ConnectException)
                Log.RequestRefused(logger, context.Request.Method, context.Request.Path, exception.Message);
            else if (logger is not null)
                Log.RequestFailed(logger, context.Request.Method, context.Request.Path, exception);
        }

        return WriteAsync(context, status, exception.Message);
    }

    private static ILogger? LoggerOf(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("Connect.AspNetCore.RestErrors") is { } logger
        ? services.GetService<ResolvedSecrets>() is { } secrets ? new RedactingLogger(logger, secrets) : logger
        : null;

    /// <summary>Answers with an error of Kafka Connect's.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.ContentType = "application/json";
        return WriteBodyAsync(context, status, message);
    }

    /// <summary>Answers with an error of the web framework's: the same body, without a content type.</summary>
    public static Task WriteFrameworkErrorAsync(HttpContext context, int status, string message) => WriteBodyAsync(context, status, message);

    private static async Task WriteBodyAsync(HttpContext context, int status, string message)
    {
        message = context.RequestServices.GetService<ResolvedSecrets>()?.Redact(message) ?? message;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, RestJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("error_code", status);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(buffer.WrittenMemory);
    }

    private static partial class Log
    {
        [LoggerMessage(9002, LogLevel.Warning, "{Method} {Path} returned an error: {Reason}", EventName = nameof(RequestRefused))]
        public static partial void RequestRefused(ILogger logger, string method, string path, string reason);

        [LoggerMessage(9001, LogLevel.Error, "{Method} {Path} failed.", EventName = nameof(RequestFailed))]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);
    }
}
