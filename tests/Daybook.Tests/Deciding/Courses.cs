using System.Text.Json.Serialization;

namespace Daybook.Tests.Deciding;

[JsonDerivedType(typeof(CourseOpened), "course-opened")]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
[JsonDerivedType(typeof(Left), "left")]
internal abstract record CourseEvent(string Course);

internal sealed record CourseOpened(string Course, int Seats) : CourseEvent(Course);

internal sealed record Subscribed(string Course, string Student) : CourseEvent(Course);

internal sealed record Left(string Course, string Student) : CourseEvent(Course);

[JsonSerializable(typeof(CourseEvent))]
internal sealed partial class CourseJson : JsonSerializerContext;

/// <summary>How many seats a course has, and how many of them are taken.</summary>
internal sealed record Course(int Seats, int Taken)
{
    public static Course None { get; } = new(0, 0);

    public static Course Evolve(Course state, CourseEvent one) => one switch
    {
        CourseOpened opened => state with { Seats = opened.Seats },
        Subscribed => state with { Taken = state.Taken + 1 },
        _ => state with { Taken = state.Taken - 1 },
    };

    public static IReadOnlyList<Tag> Tags(CourseEvent one) => one switch
    {
        Subscribed subscribed => [$"course:{one.Course}", $"student:{subscribed.Student}"],
        Left left => [$"course:{one.Course}", $"student:{left.Student}"],
        _ => [$"course:{one.Course}"],
    };

    public static Query Of(string course) => Query.Tagged($"course:{course}");

    public static Query By(string student) => Query.Tagged($"student:{student}");
}
