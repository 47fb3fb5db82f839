using System.Text.Json.Serialization;
using Daybook;

await using var store = await DaybookStore.OpenAsync("courses.daybook");
foreach (var (course, seats) in new[] { ("history", 3), ("maths", 9), ("latin", 9), ("music", 9) })
{
    await store.Aggregate(CourseOf(course)).DecideAsync(_ => [new CourseOpened(course, seats)]);
}

var together = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Subscribe($"s-{n}", "history")));
Console.WriteLine($"history: {together.Count(answer => answer == "welcome")} of {together.Length}");    // 3 of 8
foreach (var course in new[] { "maths", "latin", "maths", "music" })
{
    Console.WriteLine($"s-9, {course}: {await Subscribe("s-9", course)}");    // the fourth would be one too many
}

// Both models are decided on at once: a subscription to this course or by this student conflicts, any other does not.
async Task<string> Subscribe(string student, string course)
{
    var decided = await store.Aggregate(CourseOf(course).And(BookedBy(student))).DecideAsync<string>(state => state switch
    {
        { Second: var booked } when booked.Contains(course) => new("has it"),
        { Second.Count: >= 2 } => new("has two already"),
        { First: var (seats, taken) } when taken >= seats => new("full"),
        _ => new("welcome", new Subscribed(student, course)),
    });
    return decided.Result;
}

DecisionModel<Course, CourseEvent> CourseOf(string course) => Folds.Course.Over(Query.Tagged($"course:{course}"));

DecisionModel<HashSet<string>, CourseEvent> BookedBy(string student) =>
    Folds.Booked.Over(new Query(new QueryItem(types: ["subscribed"], tags: [$"student:{student}"])));

[JsonDerivedType(typeof(CourseOpened), "course-opened")]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
abstract record CourseEvent(string Course);
sealed record CourseOpened(string Course, int Seats) : CourseEvent(Course);
sealed record Subscribed(string Student, string Course) : CourseEvent(Course);
[JsonSerializable(typeof(CourseEvent))] sealed partial class Json : JsonSerializerContext;
sealed record Course(int Seats, int Taken);

static class Folds
{
    public static readonly Fold<Course, CourseEvent> Course = new(Json.Default.CourseEvent, new(0, 0), (c, e) => e switch
    {
        CourseOpened opened => c with { Seats = opened.Seats },
        _ => c with { Taken = c.Taken + 1 },
    }, tags: e => e is Subscribed s ? [$"course:{s.Course}", $"student:{s.Student}"] : [$"course:{e.Course}"]);

    public static readonly Fold<HashSet<string>, CourseEvent> Booked =
        new(Json.Default.CourseEvent, [], (booked, e) => [.. booked, e.Course]);
}
