using System.Diagnostics;

namespace Connect.Runtime.Diagnostics.Traces;

/// <summary>Helper methods for activities.</summary>
internal static class ActivityExtensions
{
    /// <summary>Marks an activity as failed.</summary>
    /// <returns>Always false, for use in an exception filter.</returns>
    public static bool Fail(this Activity? activity, Exception exception)
    {
        activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error, exception.Message);
        return false;
    }
}
