using Daybook.Load;
using Daybook.Load.Measuring;
using Daybook.Load.Phases;
using Daybook.Load.Reports;

if (args is ["--help"])
{
    Console.Out.WriteLine(Arguments.Usage);
    return 0;
}

if (args is [KilledHolder.Command, var held])
{
    await KilledHolder.HoldAsync(held);
    return 0;
}

Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

using var only = arguments.Smoke ? null : BenchLock.TryTake();
if (only is null && !arguments.Smoke)
{
    Console.Error.WriteLine("Another run is measuring on this machine. Wait for it to end.");
    return 1;
}

var talk = new Talk(Console.Error);
var results = await new LoadRun(arguments, talk).RunAsync();
if (arguments.Write)
{
    talk.Say($"Written: {FiguresPage.Write(results)}");
}

if (arguments.Markdown)
{
    Console.Out.WriteLine(MarkdownReport.Of(results));
}

if (arguments.Json)
{
    Console.Out.WriteLine(JsonReport.Of(results));
}

return 0;
