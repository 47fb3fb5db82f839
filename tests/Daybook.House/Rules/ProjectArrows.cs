using System.Xml.Linq;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>An arrow between projects only points down, and a leaf brings at most one foreign family of packages.</summary>
public sealed class ProjectArrows
{
    private const string Log = "Daybook.Log";
    private const string Library = "Daybook";

    /// <summary>What the library may use beside the base library.</summary>
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    [Theory]
    [InlineData(Log, Reference + "../Daybook/Daybook.csproj\" />")]
    [InlineData(Log, Package + "Foreign\" />")]
    [InlineData(Library, Reference + "../Daybook.Hosting/Daybook.Hosting.csproj\" />")]
    [InlineData(Library, Package + "Foreign\" />")]
    [InlineData("Daybook.Hosting", Reference + "../Daybook.Testing/Daybook.Testing.csproj\" />")]
    [InlineData("Daybook.Hosting", Reference + "../Daybook.Log/Daybook.Log.csproj\" />")]
    [InlineData("Daybook.Hosting", Package + "One.Client\" />" + Package + "Another\" />")]
    public void An_arrow_that_points_up_or_aside_is_caught(string project, string items) =>
        Check.Catches($"src/{project}/{project}.csproj", Violations([Project(project, items)]));

    [Theory]
    [InlineData(Library, Reference + "../Daybook.Log/Daybook.Log.csproj\" />" + Package + Logging + "\" />")]
    [InlineData("Daybook.Hosting", Reference + "../Daybook/Daybook.csproj\" />" + Package + "One.Client\" />" + Package + "One.Pool\" />")]
    [InlineData("Daybook.Cli", "<OutputType>Exe</OutputType>" + Package + "One\" />" + Package + "Another\" />")]
    public void An_arrow_that_points_down_is_fine(string project, string items) =>
        Assert.Empty(Violations([Project(project, items)]));

    [Fact]
    public void The_projects_keep_the_arrows() => Check.Keeps(Violations(Repository.Files("src/", ".csproj")));

    private const string Reference = "<ProjectReference Include=\"";
    private const string Package = "<PackageReference Include=\"";

    private static SourceFile Project(string name, string items) => new($"src/{name}/{name}.csproj", $"<Project>{items}</Project>");

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> projects)
    {
        foreach (var file in projects)
        {
            var project = XDocument.Parse(file.Text);
            var name = Path.GetFileNameWithoutExtension(file.Path);
            if (project.Descendants("OutputType").Any(type => type.Value == "Exe"))
            {
                continue;
            }

            string[] below = name switch { Log => [], Library => [Log], _ => [Library] };
            foreach (var other in Includes(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(below))
            {
                yield return new Violation(file.Path, $"{name} must not reference {other}.");
            }

            var packages = Includes(project, "PackageReference").ToList();
            foreach (var package in packages.Where(package => name == Log || name == Library && package != Logging))
            {
                yield return new Violation(file.Path, $"{name} must not use the package {package}.");
            }

            if (name is not (Log or Library) && packages.Select(Family).Distinct().Count() > 1)
            {
                yield return new Violation(file.Path, $"{name} uses packages of several families: {string.Join(", ", packages)}.");
            }
        }
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(one => one.Attribute("Include")!.Value.Replace('\\', '/'));

    /// <summary>Packages of one maker and one purpose; the two great makers have many purposes, told by the second part of the name.</summary>
    private static string Family(string package)
    {
        var parts = package.Split('.');
        return parts[0] is "Microsoft" or "System" ? string.Join('.', parts.Take(2)) : parts[0];
    }
}
