using System.Text;
using System.Text.Json;
using Connect.AspNetCore;
using Connect.Fuzz.Tests.Fuzzing;
using Microsoft.AspNetCore.Http;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Bodies and paths of REST requests, without a server.</summary>
internal static class RestTargets
{
    public static IEnumerable<FuzzTarget> All()
    {
        yield return Body(
            "rest-create", RestInput.ReadCreateRequest,
            """{"name":"a","config":{"connector.class":"X","tasks.max":1,"n":null,"b":true},"initial_state":"STOPPED"}""");
        yield return Body("rest-config", RestInput.ReadConfig, """{"name":"a","tasks.max":1.50,"n":null,"b":false}""");
        yield return Body("rest-tasks", RestInput.ReadTasks, """[{"a":"b"},{"c":1}]""");
        yield return Body(
            "rest-offsets", RestInput.ReadOffsets,
            """{"offsets":[{"partition":{"f":"x","n":{"a":[1,2.5,null,true]}},"offset":{"p":12345678901234567890}}]}""",
            """{"offsets":[{"partition":{},"offset":null}]}""");
        yield return new FuzzTarget(
            "rest-path",
            [
                .. FuzzTargets.Words(
                    "/connectors/a%20b/tasks/0/status", "/connectors/%2F%25/config;x=y", "/connector-plugins/X%C3%A9/config/", "//a/../%2e%2e"),
            ],
            input => RestPath.Parse(Encoding.Latin1.GetString(input), input.Length % 3))
        {
            Words = [.. FuzzTargets.Words("%", "%2F", "%25", "%00", "%C3", "%F0%9F", "/", ";", "%2e", "..", "%zz")],
        };
    }

    private static FuzzTarget Body<T>(string name, Func<JsonElement, T> read, params string[] corpus)
    {
        return new FuzzTarget(name, [.. FuzzTargets.Words(corpus)], Take, typeof(RestException)) { Words = FuzzTargets.JsonWords };

        void Take(byte[] input)
        {
            var context = new DefaultHttpContext { Request = { Body = new MemoryStream(input) } };
            var request = new RestRequest(context, RestPath.Parse("/connectors/a", 0), "", null!, CancellationToken.None);
            FuzzTargets.Now(new ValueTask<T>(request.ReadAsync(read)));
        }
    }
}
