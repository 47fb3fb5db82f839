using System.CommandLine;
using System.Globalization;
using Daybook;
using Daybook.Import;

// Imports the applications of a bank (BPI Challenge 2012) and answers: which status did the loans have at an instant?
var input = new Option<FileInfo>("--input") { Description = "The XES file, plain or gzip.", Required = true };
var directory = new Option<string>("--store") { Description = "The store's directory.", Required = true };
var effectiveAt = new Option<string>("--effective-at") { Description = "States as of what had occurred by this instant, inclusive." };
var json = new Option<bool>("--json") { Description = "One JSON document." };
var command = new RootCommand("What the loans of a bank looked like at any time.") { input, directory, effectiveAt, json };
command.SetAction(async (parsed, cancellationToken) =>
{
    await using var store = await DaybookStore.OpenAsync(parsed.GetValue(directory)!, cancellationToken: cancellationToken);
    await using var file = parsed.GetValue(input)!.OpenRead();
    var imported = await Importer.ImportAsync(
        store, file, ImportFormat.Xes, new ImportOptions { StreamPrefix = "loan-" }, cancellationToken: cancellationToken);
    await Console.Error.WriteLineAsync($"{imported.Added} events imported, {imported.AlreadyThere} were there");

    DateTimeOffset? instant = parsed.GetValue(effectiveAt) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    var answer = await Answer.OfAsync(store, instant, cancellationToken);
    if (parsed.GetValue(json))
    {
        Console.WriteLine(answer.ToJson());
        return;
    }

    Console.WriteLine($"{answer.Loans} loans, {answer.Events} events, {answer.AmountAsked} asked");
    foreach (var (state, count) in answer.States)
    {
        Console.WriteLine($"{count,7}  {state}");
    }
});
return await command.Parse(args).InvokeAsync();
